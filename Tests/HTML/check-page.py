#!/usr/bin/env python3
"""Opens a report's page in headless Chromium and looks at it as readers do.

    check-page.py PAGE [--axe axe.min.js] [--screenshots FOLDER] [--chromium PROGRAM]

Checked, at 400 and 1,200 pixels, on light and on dark ground: no error in the console, no request that
leaves the file, no picture that is not shown, no link that leads nowhere, no overflow, names for
everything that has one, and axe-core's rules where its script is given. Prints one line a finding and
ends with 1 where there is one. Chromium is spoken to over its debugging pipe.
"""

import argparse, base64, json, os, subprocess, sys, tempfile, urllib.parse

CHECKS = """
(function () {
  var found = [];
  function say(text) { if (found.indexOf(text) < 0) { found.push(text); } }
  var root = document.documentElement;
  if (root.scrollWidth > window.innerWidth) {
    say("overflow: " + root.scrollWidth + " of " + window.innerWidth + " pixels");
  }
  document.querySelectorAll("img").forEach(function (image) {
    if (!image.complete || !image.naturalWidth) { say("picture not shown: " + image.getAttribute("src")); }
    if (!image.getAttribute("alt")) { say("picture without alt text: " + image.getAttribute("src")); }
  });
  document.querySelectorAll("a[href^='#']").forEach(function (link) {
    if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) { say("link leads nowhere: " + link.hash); }
  });
  document.querySelectorAll("svg [aria-labelledby], svg[aria-labelledby]").forEach(function (svg) {
    svg.getAttribute("aria-labelledby").split(" ").forEach(function (id) {
      var name = document.getElementById(id);
      if (!name || !name.textContent) { say("figure without a name: " + id); }
    });
  });
  var ids = {};
  document.querySelectorAll("[id]").forEach(function (one) {
    if (ids[one.id]) { say("id twice: " + one.id); }
    ids[one.id] = true;
  });
  document.querySelectorAll("a, button, summary").forEach(function (one) {
    if (!one.textContent.trim() && !one.getAttribute("aria-label")) { say("control without a name: " + one.outerHTML.slice(0, 80)); }
  });
  if (document.querySelectorAll("h1").length !== 1) { say("not one heading of the first level"); }
  if (!document.documentElement.lang) { say("no language"); }
  // Contrast of text with what lies behind it, for text of the page itself.
  function parts(color) { return (color.match(/[0-9.]+/g) || []).map(Number); }
  function light(color) {
    var p = parts(color).slice(0, 3).map(function (value) {
      var v = value / 255;
      return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2];
  }
  function ground(one) {
    for (var place = one; place; place = place.parentElement) {
      var color = getComputedStyle(place).backgroundColor, p = parts(color);
      if (p.length >= 3 && (p.length < 4 || p[3] > 0)) { return color; }
    }
    return "rgb(255, 255, 255)";
  }
  document.querySelectorAll("p, li, td, th, h1, h2, h3, a, code, summary, button, svg text").forEach(function (one) {
    if (!one.textContent.trim() || one.closest("[hidden]")) { return; }
    var isDrawn = one.tagName === "text";
    var style = getComputedStyle(one);
    var a = light(isDrawn ? style.fill : style.color), b = light(ground(one));
    var ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) { say("contrast " + ratio.toFixed(2) + ": " + one.textContent.trim().slice(0, 40)); }
  });
  return JSON.stringify({
    found: found,
    files: Array.from(document.querySelectorAll("a[href]")).map(function (link) {
      return link.getAttribute("href");
    }),
    figures: document.querySelectorAll("figure svg").length,
    tables: document.querySelectorAll("table").length,
    values: document.querySelectorAll("g.value").length,
    sorts: document.querySelectorAll("button.sort").length
  });
})()
"""

# What a reader does: filters, sorts, walks through a figure's values, follows a link into a fold.
ACTIONS = """
(function () {
  var found = [];
  var tools = document.querySelectorAll(".tools button");
  var rows = Array.from(document.querySelectorAll("#claims tbody tr"));
  if (tools.length < 2) { return JSON.stringify(found); }
  tools[1].click();
  var shown = rows.filter(function (row) { return !row.hidden; });
  if (!shown.length || tools[1].textContent.indexOf("(" + shown.length + ")") < 0) { found.push("the filter shows " + shown.length + " rows"); }
  tools[0].click();
  var first = document.querySelector("#claims th button.sort");
  first.click(); first.click();
  var cells = Array.from(document.querySelectorAll("#claims tbody tr")).map(function (row) { return row.cells[0].textContent; });
  if (cells.join() !== cells.slice().sort().reverse().join()) { found.push("sorting gives " + cells.join()); }
  var figure = Array.from(document.querySelectorAll("figure")).find(function (one) { return one.querySelector("g.value"); });
  if (figure) {
    figure.querySelector("svg").dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true}));
    if (!figure.querySelector("output").textContent) { found.push("a key shows no value"); }
  }
  return JSON.stringify(found);
})()
"""


class Browser:
    """Chromium over its debugging pipe: messages of JSON that end in a zero byte."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory()
        to_child, write = os.pipe()
        read, from_child = os.pipe()

        def descriptors():
            # Chromium reads from 3 and writes to 4; the ends may stand on these numbers already.
            first, second = os.dup(to_child), os.dup(from_child)
            first, second = os.dup2(first, 103), os.dup2(second, 104)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--remote-debugging-pipe", "--no-first-run", "--disable-background-networking",
             "--user-data-dir=" + self.folder.name, "about:blank"],
            preexec_fn=descriptors, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.write, self.read = write, os.fdopen(read, "rb", buffering=0)
        self.buffer, self.count, self.events = b"", 0, []

    def receive(self):
        while b"\0" not in self.buffer:
            piece = self.read.read(1 << 16)
            if not piece:
                raise RuntimeError("Chromium ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def send(self, method, session=None, **parameters):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        rest = json.dumps(message).encode() + b"\0"
        while rest:
            rest = rest[os.write(self.write, rest):]
        number = self.count
        while True:
            answer = self.receive()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(method + ": " + answer["error"]["message"])
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive())

    def close(self):
        try:
            self.send("Browser.close")
        except (RuntimeError, OSError):
            pass
        self.process.wait()


def evaluate(browser, session, script, awaits=False):
    answer = browser.send(
        "Runtime.evaluate", session, expression=script, returnByValue=True, awaitPromise=awaits)
    if "exceptionDetails" in answer:
        raise RuntimeError(json.dumps(answer["exceptionDetails"])[:400])
    return answer["result"].get("value")


def outside(address, page):
    return not (address == page or address.startswith(page + "#") or address.startswith("data:")
                or address.startswith("about:"))


def check(browser, path, width, theme, axe, screenshots):
    page = "file://" + urllib.parse.quote(os.path.abspath(path))
    target = browser.send("Target.createTarget", url="about:blank")["targetId"]
    session = browser.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ["Page", "Runtime", "Log", "Network"]:
        browser.send(domain + ".enable", session)
    browser.send(
        "Emulation.setDeviceMetricsOverride", session, width=width, height=900, deviceScaleFactor=1,
        mobile=False)
    browser.send(
        "Emulation.setEmulatedMedia", session,
        features=[{"name": "prefers-color-scheme", "value": theme}])
    browser.events = []
    browser.send("Page.navigate", session, url=page)
    browser.wait("Page.loadEventFired")
    found = []
    facts = json.loads(evaluate(browser, session, CHECKS))
    found += facts["found"]
    for link in facts["files"]:
        name = urllib.parse.unquote(link.split("#")[0])
        if name and ":" not in name:
            if not os.path.exists(os.path.join(os.path.dirname(os.path.abspath(path)), name)):
                found.append("link to a file that is not there: " + link)
    if screenshots:
        shot = browser.send("Page.captureScreenshot", session, format="png")
        name = os.path.join(screenshots, "%d-%s.png" % (width, theme))
        with open(name, "wb") as file:
            file.write(base64.b64decode(shot["data"]))
    found += json.loads(evaluate(browser, session, ACTIONS))
    evaluate(browser, session, "document.querySelectorAll('details').forEach(function (d) { d.open = true; })")
    # Folds open: still nothing wider than the page.
    found += [
        text for text in json.loads(evaluate(browser, session, CHECKS))["found"] if text not in found]
    if axe:
        evaluate(browser, session, axe)
        answer = evaluate(
            browser, session, "axe.run(document).then(function (r) { return JSON.stringify("
            "r.violations.map(function (v) { return v.id + ' (' + v.nodes.length + '): ' + v.help + ', '"
            " + v.nodes[0].html.slice(0, 120); })); })", awaits=True)
        found += ["axe: " + text for text in json.loads(answer)]
    for event in browser.events:
        method, values = event.get("method"), event.get("params", {})
        if method == "Network.requestWillBeSent":
            address = values["request"]["url"]
            if outside(address, page):
                found.append("request: " + address)
        if method == "Runtime.exceptionThrown":
            found.append("exception: " + json.dumps(values["exceptionDetails"])[:200])
        if method == "Runtime.consoleAPICalled" and values["type"] in ("error", "warning", "assert"):
            found.append("console: " + json.dumps(values["args"])[:200])
        if method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
            found.append("log: " + values["entry"]["text"][:200])
    browser.send("Target.closeTarget", targetId=target)
    print("%5d px, %-5s: %d figures, %d values, %d tables, %d sortable columns, %s" % (
        width, theme, facts["figures"], facts["values"], facts["tables"], facts["sorts"],
        "%d findings" % len(found) if found else "nothing found"))
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("page")
    parser.add_argument("--axe")
    parser.add_argument("--screenshots")
    parser.add_argument("--chromium", default="chromium")
    options = parser.parse_args()
    axe = open(options.axe, encoding="utf-8").read() if options.axe else None
    if options.screenshots:
        os.makedirs(options.screenshots, exist_ok=True)
    browser = Browser(options.chromium)
    try:
        found = []
        for width in [400, 1200]:
            for theme in ["light", "dark"]:
                for text in check(browser, options.page, width, theme, axe, options.screenshots):
                    if text not in found:
                        found.append(text)
    finally:
        browser.close()
    for text in found:
        print("  " + text)
    sys.exit(1 if found else 0)


main()
