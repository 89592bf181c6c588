/** Style on paper: all parts open, no controls, colours that ink has. */
export const PAPER = `
@media print {
  :root { color-scheme: light; --paper: #fff; --panel: #f4f5f7; --line: #bbb; --ink: #000; --soft: #333; --link: #000;
    --good: #0b4a20; --good-panel: #fff; --bad: #8a1015; --bad-panel: #fff; --open: #5a3d00; --open-panel: #fff; --false: #4f1f73; --false-panel: #fff;
    --above: 21 101 192; --below: 201 94 0 }
  html { font-size: 10pt }
  body { max-width: none; padding: 0; font-size: 1rem }
  .filters, .skip, .permalink, button { display: none !important }
  details::details-content { content-visibility: visible; block-size: auto }
  .copied pre, .wide, .statement, .formula-block { overflow: visible; max-height: none; white-space: pre-wrap }
  .wide, .statement { white-space: normal }
  figure, tr, .variant > p, .reading { break-inside: avoid }
  h2, h3, h4, h5, summary { break-after: avoid }
  svg, .badge, .key { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
`
