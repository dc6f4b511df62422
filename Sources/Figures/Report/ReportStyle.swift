/// The rules of the page of a report.
///
/// One column of at most 70 rem; figures fill it in a grid of equal tracks. Every colour is a variable
/// with a value for light and one for dark.
enum ReportStyle {
  static let rules = """
    :root{color-scheme:light dark;--page:#f6f6f4;--surface:#ffffff;--ink:#17191c;--text:#3a3f46;
    --quiet:#656b75;--rule:#e1e2e0;--accent:#2563c9}
    @media (prefers-color-scheme:dark){:root{--page:#121316;--surface:#1b1d21;--ink:#f2f3f5;
    --text:#c9ced6;--quiet:#979ea9;--rule:#2c2f35;--accent:#7aaeff}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--text);
    font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;
    font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
    main{max-width:70rem;margin:0 auto;padding:clamp(1.5rem,5vw,4rem) clamp(1rem,4vw,2.5rem) 3rem}
    h1,h2,h3{color:var(--ink);line-height:1.2;text-wrap:balance;overflow-wrap:anywhere}
    h1{font-size:clamp(1.75rem,4.5vw,2.6rem);font-weight:700;letter-spacing:-.022em;margin:0}
    h2{font-size:1.4rem;font-weight:680;letter-spacing:-.012em;margin:0 0 .35rem}
    h3{font-size:1rem;font-weight:650;margin:0 0 .4rem}
    p{max-width:42rem;margin:.6rem 0;text-wrap:pretty}
    .subtitle{font-size:1.125rem;color:var(--quiet);margin:.6rem 0 0}
    .lead{color:var(--quiet);margin:0 0 1.1rem}
    section{border-top:1px solid var(--rule);margin-top:2.75rem;padding-top:1.6rem}
    dl{margin:0}dd{margin:0}
    .highlights{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,9.5rem),1fr));
    gap:1.25rem 2rem;margin-top:2.25rem}
    .highlights>div{border-left:3px solid var(--accent);padding-left:.9rem;
    display:flex;flex-direction:column}
    .highlights dt{font-size:.875rem;line-height:1.35;color:var(--quiet);order:2;margin-top:.15rem}
    .highlights dd{font-size:clamp(1.3rem,5vw,1.6rem);line-height:1.2;font-weight:660;letter-spacing:-.015em;
    color:var(--ink);overflow-wrap:anywhere}
    .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,18rem),1fr));
    gap:0 2.5rem;margin:.75rem 0}
    .facts>div{display:flex;justify-content:space-between;gap:1rem;padding:.45rem 0;
    border-bottom:1px solid var(--rule)}
    .facts dt{color:var(--quiet);flex:none;max-width:55%}
    .facts dd{color:var(--ink);text-align:right;overflow-wrap:anywhere;min-width:0}
    .figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));
    gap:1.25rem;margin:.75rem 0}
    figure{margin:0;padding:1.1rem 1.2rem 1rem;background:var(--surface);min-width:0;
    border:1px solid var(--rule);border-radius:10px;break-inside:avoid}
    figure.wide{grid-column:1/-1}
    figure:has(img){align-self:start}
    figure>svg{display:block;width:100%;height:auto}
    .short{white-space:nowrap}
    figure img{display:block;max-width:100%;height:auto;image-rendering:pixelated;margin:.5rem 0 .2rem}
    figcaption,caption{font-size:.875rem;line-height:1.45;color:var(--quiet)}
    figcaption{margin-top:.6rem;text-wrap:pretty}
    .table{overflow-x:auto;margin:.75rem 0}
    table{border-collapse:collapse;min-width:min(100%,30rem);font-size:.9375rem}
    caption{caption-side:bottom;text-align:left;padding-top:.6rem}
    th,td{padding:.45rem 1.4rem .45rem 0;text-align:left;border-bottom:1px solid var(--rule);
    vertical-align:baseline}
    th:last-child,td:last-child{padding-right:0}
    th{font-weight:600;font-size:.875rem;color:var(--quiet);white-space:nowrap;
    border-bottom-color:var(--quiet)}
    td{color:var(--ink)}
    .number{text-align:right;white-space:nowrap}
    pre{background:var(--surface);border:1px solid var(--rule);border-radius:8px;
    padding:.8rem 1rem;overflow-x:auto;font:.875rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,
    "DejaVu Sans Mono",monospace;color:var(--ink)}
    code{font:inherit}
    footer{border-top:1px solid var(--rule);margin-top:2.75rem;padding-top:1rem;
    font-size:.875rem;color:var(--quiet);overflow-wrap:anywhere}
    @media print{body{background:none}section{break-inside:auto}}

    """
}
