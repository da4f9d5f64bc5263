/** All of the page's looks: system fonts, one column of a phone's width, controls for a thumb, contrast by WCAG AA. */
export const style = `*{box-sizing:border-box}body{margin:0;font:17px/1.5 system-ui,sans-serif;color:#1d2733;background:#f2f5f7}
main{display:flow-root;max-width:40rem;margin:0 auto;padding:0 1rem 1.5rem;background:#fff;overflow-wrap:anywhere;min-height:100vh}
.photos{display:flex;gap:.25rem;margin:0 -1rem;padding:0;list-style:none;overflow-x:auto;scroll-snap-type:x mandatory}
.photos li{flex:0 0 100%;scroll-snap-align:center}.photos li:not(:only-child){flex-basis:92%}
.photos img{display:block;width:100%;height:auto;aspect-ratio:1;object-fit:contain;background:#fff}
.hint{margin:.25rem 0 0;font-size:.85rem;color:#566573;text-align:center}
h1{font-size:1.35rem;line-height:1.3;margin:.75rem 0 .25rem}h2{font-size:1.1rem;margin:1.75rem 0 .5rem}p{margin:.25rem 0}
.price{font-size:1.6rem;font-weight:700;color:#0b5c6b}.stock{color:#1b6b3a}.gone{color:#b3261e}.from{color:#566573}
.links{display:grid;gap:.6rem;margin:1rem 0}.links a{display:block;padding:.75rem 1rem;min-height:48px;border-radius:.5rem;text-align:center;font-weight:600;text-decoration:none}
.buy{background:#0b5c6b;color:#fff}.chat{background:#17733b;color:#fff}.more{border:1px solid #0b5c6b;color:#0b5c6b}
a:focus-visible{outline:3px solid #f5a623;outline-offset:2px}.none{margin:1rem 0;padding:.75rem 1rem;background:#f2f5f7;border-radius:.5rem}
.text{white-space:pre-line}dl{margin:0}dl div{display:grid;grid-template-columns:7.5rem 1fr;gap:.75rem;padding:.5rem 0;border-top:1px solid #e3e8ec}dt{color:#566573}dd{margin:0}
table{width:100%;border-collapse:collapse}th,td{padding:.5rem .5rem .5rem 0;text-align:left;vertical-align:top;border-top:1px solid #e3e8ec}th{font-weight:400;color:#566573;border:0}
.brand{font-weight:700;color:#0b5c6b}main>.brand{padding-top:1.5rem}footer{margin-top:2rem;padding-top:1rem;border-top:1px solid #e3e8ec;font-size:.9rem;color:#566573}`;
