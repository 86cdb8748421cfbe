/// How the page looks, on light and on dark ground, on a narrow screen and on paper.
enum PageStyle {
  /// - Parameter variables: the figures' colours.
  static func text(variables: [WebPage.Variable]) -> String {
    let colors = Set(variables).sorted { $0.name < $1.name }
    func declared(_ value: (WebPage.Variable) -> String) -> String {
      colors.map { "\($0.name):\(value($0));" }.joined()
    }
    return """
      :root{color-scheme:light dark;--ground:#fff;--text:#1a1a1a;--soft:#55585c;--line:#d9dce0;\
      --raised:#f4f5f7;--link:#0b5394;--held:#0b5394;--against:#9b3d00;--open:#55585c;\(declared(\.light))}
      @media screen and (prefers-color-scheme:dark){:root{--ground:#0d1117;--text:#e6edf3;--soft:#a4adb8;\
      --line:#30363d;--raised:#161b22;--link:#79b8ff;--held:#79b8ff;--against:#ffa657;--open:#a4adb8;\(declared(\.dark))}}
      *{box-sizing:border-box}
      html{scroll-padding-top:1rem}
      body{margin:0;background:var(--ground);color:var(--text);\
      font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
      main{max-width:52rem;margin:0 auto;padding:1.5rem 1rem 4rem}
      h1{font-size:1.7rem;line-height:1.25;margin:0 0 1rem}
      h2{font-size:1.3rem;line-height:1.3;margin:2.6rem 0 .8rem;padding-top:.8rem;border-top:1px solid var(--line)}
      h3{font-size:1.08rem;margin:1.8rem 0 .6rem}
      h1+p{font-size:1.15rem}
      p,ul,pre{margin:.7rem 0}
      ul{padding-left:1.2rem}
      a{color:var(--link)}
      a:focus-visible,button:focus-visible,summary:focus-visible,svg:focus-visible,.scroll:focus-visible\
      {outline:3px solid var(--link);outline-offset:2px}
      code{font:.88em/1.4 ui-monospace,"DejaVu Sans Mono",monospace;background:var(--raised);padding:.1em .25em;border-radius:3px}
      pre{background:var(--raised);padding:.8rem;overflow:auto;border-radius:6px}
      pre code{padding:0;background:none}
      .scroll{overflow-x:auto;margin:.9rem 0}
      table{border-collapse:collapse;font-size:.86rem;line-height:1.4;min-width:100%}
      th,td{padding:.38rem .55rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
      th[align=right],td[align=right]{text-align:right;font-variant-numeric:tabular-nums}
      thead th{background:var(--raised);white-space:nowrap}
      #claims td:nth-child(2){min-width:13rem}
      #claims td:nth-child(3){min-width:13.5rem}
      button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer}
      button.sort{font-weight:bold}
      button.sort::after{content:" \\2195";color:var(--soft)}
      [aria-sort=ascending] button.sort::after{content:" \\2191"}
      [aria-sort=descending] button.sort::after{content:" \\2193"}
      .tools{display:flex;flex-wrap:wrap;gap:.4rem;margin:1rem 0 0}
      .tools button{border:1px solid var(--line);border-radius:1rem;padding:.15rem .7rem;font-size:.86rem}
      .tools button[aria-pressed=true]{background:var(--link);color:var(--ground);border-color:var(--link)}
      figure{margin:1.2rem 0;overflow-x:auto}
      figure svg{display:block;width:100%;height:auto;max-width:46rem;min-width:36rem}
      figure output{display:block;min-height:1.4em;font-size:.86rem;color:var(--soft)}
      g.value circle{fill:transparent;stroke:none}
      g.value.shown circle,g.value:hover circle{stroke:var(--link);stroke-width:1.4}
      details{border:1px solid var(--line);border-radius:6px;padding:.3rem .9rem;margin:1rem 0}
      summary{cursor:pointer;font-weight:600;padding:.3rem 0}
      nav{background:var(--raised);border-radius:6px;padding:.6rem 1rem;font-size:.9rem}
      nav p{font-weight:600;margin:.2rem 0}
      nav ul{list-style:none;margin:0;padding:0;columns:15rem}
      nav li{padding:.12rem 0;break-inside:avoid}
      nav li.level3{padding-left:.9rem}
      @media screen and (min-width:1180px){main{margin-left:max(18.5rem,calc(50vw - 22rem))}\
      nav{position:fixed;left:0;top:0;width:17rem;height:100vh;overflow:auto;border-radius:0;padding:1.2rem 1rem}\
      nav ul{columns:auto}}
      @media print{nav,.tools,figure output{display:none}main{max-width:none;padding:0}body{font-size:10pt}\
      button.sort::after{content:""}a{color:inherit}figure,tr{break-inside:avoid}h2,h3{break-after:avoid}\
      .scroll{overflow:visible}}
      """
  }
}
