// What word processors put on the clipboard, as HTML that the schema can read. The server cleans once more.
export function cleaned(html, tell) {
  const page = new DOMParser().parseFromString(withoutStyles(html), 'text/html')
  const body = page.body
  const lost = []
  if (remove(body, 'img, picture, svg, object, embed, v\\:shape, v\\:imagedata')) lost.push('pictures')
  footnotes(body)
  if (remove(body, 'del, .msoDel')) lost.push('deleted')
  remove(body, 'style, script, meta, link, title, xml, template, noscript, iframe')
  comments(page)
  removeHidden(body)
  for (const bold of body.querySelectorAll('b')) if (/(^|[;\s])font-weight\s*:\s*(normal|400)/i.test(styleOf(bold))) unwrap(bold)
  looks(body)
  wordLists(body)
  for (const [from, to] of [['h1', 'h2'], ['h5', 'h4'], ['h6', 'h4']]) rename(body, from, to)
  for (const table of body.querySelectorAll('table')) spread(table)
  for (const element of body.querySelectorAll('[class], [align]')) {
    element.removeAttribute('class')
    element.removeAttribute('align')
  }
  tell(lost)
  return body.innerHTML
}

// The policy forbids styles also in a page that nobody sees: what they say is read from another attribute.
function withoutStyles(html) {
  return html
    .replace(/<style[\s>][\s\S]*?<\/style>/gi, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style='))
}

const styleOf = (element) => element.getAttribute('data-style') ?? ''

// Google and LibreOffice say by style what others say by tag.
function looks(body) {
  for (const element of body.querySelectorAll('span[data-style], font[data-style]')) {
    if (/(^|[;\s])font-weight\s*:\s*(bold|[6-9]00)/i.test(styleOf(element)) && !element.closest('h1,h2,h3,h4,h5,h6')) wrap(element, 'strong')
    if (/font-style\s*:\s*(italic|oblique)/i.test(styleOf(element))) wrap(element, 'em')
  }
}

function wrap(element, name) {
  const inner = element.ownerDocument.createElement(name)
  inner.append(...element.childNodes)
  element.append(inner)
}

function remove(body, selector) {
  const found = body.querySelectorAll(selector)
  for (const element of found) element.remove()
  return found.length
}

function unwrap(element) {
  element.replaceWith(...element.childNodes)
}

function rename(body, from, to) {
  for (const element of body.querySelectorAll(from)) {
    const other = element.ownerDocument.createElement(to)
    other.append(...element.childNodes)
    element.replaceWith(other)
  }
}

// Conditional comments, and the comments of reviewers.
function comments(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT)
  const found = []
  while (walker.nextNode()) found.push(walker.currentNode)
  for (const comment of found) comment.remove()
  remove(page.body, '.MsoCommentReference, [data-style*="mso-element:comment"], [href^="#_msocom"]')
}

function removeHidden(body) {
  for (const element of body.querySelectorAll('[data-style]')) {
    if (/display\s*:\s*none|mso-hide\s*:\s*all/i.test(styleOf(element))) element.remove()
  }
}

// Word writes lists as paragraphs: "mso-list:l0 level2 lfo1", the sign in a span to be ignored.
function wordLists(body) {
  let open = []
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const level = Number(/mso-list:[^;"]*level(\d)/i.exec(styleOf(paragraph))?.[1] ?? 0)
    if (!level) {
      open = []
      continue
    }
    const sign = paragraph.querySelector('[data-style*="mso-list:Ignore" i]')
    const kind = /^\s*[\da-z]+[.)]/i.test(sign?.textContent ?? '') ? 'ol' : 'ul'
    sign?.remove()
    if (open.length && !follows(paragraph, open[0])) open = []
    open = open.slice(0, level)
    if (open.length === level && open[level - 1].localName !== kind) open.pop()
    while (open.length < level) {
      const list = body.ownerDocument.createElement(kind)
      if (open.length) (open.at(-1).lastElementChild ?? open.at(-1)).append(list)
      else paragraph.before(list)
      open.push(list)
    }
    const item = body.ownerDocument.createElement('li')
    item.append(...paragraph.childNodes)
    open.at(-1).append(item)
    paragraph.remove()
  }
}

function follows(paragraph, list) {
  let before = paragraph.previousSibling
  while (before && before.nodeType === 3 && !before.textContent.trim()) before = before.previousSibling
  return before === list
}

// Signs of footnotes lead to paragraphs at the end: Word (#_ftn1), LibreOffice (#sdfootnote1sym), Google (#ftnt1), and
// our own pages (#note1). The words move to their place.
function footnotes(body) {
  for (const sign of body.querySelectorAll('a[href*="#"]')) {
    const name = /#((?:_ftn|_edn|ftnt|note)\d+|sd(?:foot|end)note\d+sym)$/.exec(sign.getAttribute('href'))?.[1]
    const target = name && [...body.querySelectorAll('[name], [id]')].find((one) => one.getAttribute('name') === name || one.id === name)
    const place = target?.closest('p, li')
    if (!place || place.contains(sign)) continue
    for (const back of place.querySelectorAll('a[href*="#"]')) back.remove()
    const note = body.ownerDocument.createElement('small')
    note.setAttribute('role', 'doc-footnote')
    note.append(...place.childNodes)
    const holder = sign.closest('sup') ?? sign
    holder.replaceWith(note)
    place.remove()
  }
}

// A cell that spans others is followed by empty ones, so that the rest stays in its columns.
function spread(table) {
  for (const row of table.rows) {
    for (const cell of [...row.cells]) {
      for (let extra = Math.min(cell.colSpan, 50) - 1; extra > 0; extra -= 1) cell.after(row.ownerDocument.createElement('td'))
      cell.removeAttribute('colspan')
    }
  }
  for (const row of table.rows) {
    for (const cell of [...row.cells]) {
      const at = cell.cellIndex
      for (let down = 1; down < Math.min(cell.rowSpan, 50); down += 1) {
        const below = table.rows[row.rowIndex + down]
        if (below) below.insertBefore(row.ownerDocument.createElement('td'), below.cells[at] ?? null)
      }
      cell.removeAttribute('rowspan')
    }
  }
}
