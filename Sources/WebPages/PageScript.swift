/// What the page can do besides being read: sort its tables, filter the claims by their verdict, and go
/// through a figure's values with the arrow keys. Without it nothing is missing.
enum PageScript {
  static let text = """
    "use strict";
    (function () {
      function number(text) {
        var found = text.replace(/,/g, "").match(/^[^A-Za-z0-9+-]*([+-]?[0-9]+(?:[.][0-9]+)?(?:e[+-]?[0-9]+)?)/);
        return found ? parseFloat(found[1]) : NaN;
      }
      function compare(a, b) {
        var x = number(a), y = number(b);
        if (!isNaN(x) && !isNaN(y) && x !== y) { return x - y; }
        if (isNaN(x) !== isNaN(y)) { return isNaN(x) ? 1 : -1; }
        return a < b ? -1 : a > b ? 1 : 0;
      }
      document.querySelectorAll("table").forEach(function (table) {
        var body = table.tBodies[0];
        if (!table.tHead || !body || body.rows.length < 3) { return; }
        Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
          var button = document.createElement("button");
          button.type = "button";
          button.className = "sort";
          while (head.firstChild) { button.appendChild(head.firstChild); }
          head.appendChild(button);
          button.addEventListener("click", function () {
            var descends = head.getAttribute("aria-sort") === "ascending";
            Array.from(table.tHead.rows[0].cells).forEach(function (other) {
              other.removeAttribute("aria-sort");
            });
            head.setAttribute("aria-sort", descends ? "descending" : "ascending");
            Array.from(body.rows).sort(function (a, b) {
              var order = compare(a.cells[column].textContent, b.cells[column].textContent);
              return descends ? -order : order;
            }).forEach(function (row) { body.appendChild(row); });
          });
        });
      });
      var claims = document.querySelector("#claims table");
      if (claims && claims.tBodies[0]) {
        var rows = Array.from(claims.tBodies[0].rows);
        var verdict = function (row) { return row.cells[row.cells.length - 1].textContent; };
        var verdicts = Array.from(new Set(rows.map(verdict)));
        var tools = document.createElement("div");
        tools.className = "tools";
        tools.setAttribute("role", "group");
        tools.setAttribute("aria-label", "Show claims by verdict");
        ["all"].concat(verdicts).forEach(function (name) {
          var button = document.createElement("button");
          button.type = "button";
          var count = name === "all" ? rows.length : rows.filter(function (row) {
            return verdict(row) === name;
          }).length;
          button.textContent = name + " (" + count + ")";
          button.setAttribute("aria-pressed", name === "all" ? "true" : "false");
          button.addEventListener("click", function () {
            Array.from(tools.children).forEach(function (other) {
              other.setAttribute("aria-pressed", other === button ? "true" : "false");
            });
            rows.forEach(function (row) { row.hidden = name !== "all" && verdict(row) !== name; });
          });
          tools.appendChild(button);
        });
        claims.parentNode.parentNode.insertBefore(tools, claims.parentNode);
      }
      document.querySelectorAll("figure").forEach(function (figure) {
        var values = Array.from(figure.querySelectorAll("g.value"));
        var svg = figure.querySelector("svg");
        var output = figure.querySelector("output");
        if (!values.length || !svg || !output) { return; }
        var current = -1;
        function show(index) {
          if (current >= 0) { values[current].classList.remove("shown"); }
          current = (index + values.length) % values.length;
          values[current].classList.add("shown");
          output.textContent = values[current].getAttribute("aria-label");
        }
        svg.setAttribute("tabindex", "0");
        svg.addEventListener("keydown", function (event) {
          if (event.key === "ArrowRight" || event.key === "ArrowDown") { show(current + 1); }
          else if (event.key === "ArrowLeft" || event.key === "ArrowUp") { show(current < 0 ? -1 : current - 1); }
          else { return; }
          event.preventDefault();
        });
        values.forEach(function (value, index) {
          value.addEventListener("mouseenter", function () { show(index); });
        });
      });
      function reveal() {
        var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
        for (var place = target; place; place = place.parentElement) {
          if (place.tagName === "DETAILS") { place.open = true; }
        }
      }
      window.addEventListener("hashchange", reveal);
      reveal();
      var closed = [];
      window.addEventListener("beforeprint", function () {
        closed = Array.from(document.querySelectorAll("details:not([open])"));
        closed.forEach(function (fold) { fold.open = true; });
      });
      window.addEventListener("afterprint", function () {
        closed.forEach(function (fold) { fold.open = false; });
      });
    })();
    """
}
