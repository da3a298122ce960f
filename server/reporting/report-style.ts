/** How the HTML of a report looks, on screen and on paper: A4, each part whole where it fits. */
export const REPORT_STYLE = `
:root { font-family: "Helvetica Neue", Arial, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; font-size: 14px; color: #1a1a1a; }
body { max-width: 1100px; margin: 0 auto; padding: 24px 20px 60px; line-height: 1.45; }
h1 { font-size: 26px; margin: 0; }
h2 { font-size: 19px; margin: 40px 0 8px; padding-bottom: 4px; border-bottom: 2px solid #0072b2; }
h3 { font-size: 15px; margin: 0 0 2px; }
h3 span, nav li li span { color: #0072b2; margin-right: 6px; }
a { color: #0072b2; text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
.mark { margin: 0 0 16px; padding: 6px 10px; border: 2px dashed #7a4a00; color: #7a4a00; font-weight: 600; }
.subtitle { margin: 2px 0 16px; font-size: 16px; color: #565c63; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0 0 12px; }
dt { color: #565c63; }
dd { margin: 0; overflow-wrap: anywhere; }
nav ol { list-style: none; padding-left: 0; margin: 4px 0; }
nav ol ol { padding-left: 18px; }
article { margin: 26px 0 34px; }
.about, .basis, .notes, .note { color: #565c63; font-size: 12px; }
.about { margin: 0 0 8px; }
.notes { margin: 8px 0 0; padding-left: 16px; }
.basis { margin: 4px 0 0; }
.empty { padding: 10px 12px; background: #f5f6f7; border-left: 3px solid #8a9098; }
figure { margin: 0; }
svg { width: 100%; height: auto; font-family: inherit; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 12.5px; font-variant-numeric: tabular-nums; }
thead th { text-align: left; font-weight: 600; vertical-align: bottom; border-top: 1.5px solid #1a1a1a; border-bottom: 1px solid #1a1a1a; padding: 4px 10px 4px 0; }
tbody th, tbody td { text-align: left; font-weight: 400; vertical-align: top; padding: 3px 10px 3px 0; border-bottom: 1px solid #e4e6e9; }
tbody tr:last-child th, tbody tr:last-child td { border-bottom: 1.5px solid #1a1a1a; }
thead th.end, tbody td.end { text-align: right; white-space: nowrap; }
thead th.end { white-space: normal; }
tr.heading th { font-weight: 600; padding-top: 8px; }
tbody th { min-width: 210px; }
tbody th.level1 { padding-left: 16px; }
tbody th.level2 { padding-left: 32px; }
table.listing { font-size: 11.5px; }
@page { size: A4 landscape; margin: 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 11px; }
  nav, section { break-before: page; }
  article { break-inside: auto; }
  article + article { break-before: page; }
  thead { display: table-header-group; }
  tr, figure { break-inside: avoid; }
  svg { max-height: 165mm; }
  .wide { overflow: visible; }
  a { color: inherit; }
}
`
