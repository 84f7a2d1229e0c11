// The buttons above the text: one stop of the Tab key, arrows inside. A field for an address opens below them.
const note = (editor) => ({ type: 'footnote', attrs: { key: `n${Date.now()}${editor.state.doc.content.size}` } })

const ACTIONS = {
  heading: (chain) => chain.toggleHeading({ level: 2 }),
  subheading: (chain) => chain.toggleHeading({ level: 3 }),
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  deeper: (chain) => chain.sinkListItem('listItem'),
  higher: (chain) => chain.liftListItem('listItem'),
  quote: (chain) => chain.toggleBlockquote(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 2, withHeaderRow: true }),
  row: (chain) => chain.addRowAfter(),
  column: (chain) => chain.addColumnAfter(),
  rowless: (chain) => chain.deleteRow(),
  columnless: (chain) => chain.deleteColumn(),
  heads: (chain) => chain.toggleHeaderRow(),
  tableless: (chain) => chain.deleteTable(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
}
const ACTIVE = {
  heading: ['heading', { level: 2 }], subheading: ['heading', { level: 3 }], bold: ['bold'], italic: ['italic'],
  bullets: ['bulletList'], numbers: ['orderedList'], quote: ['blockquote'], link: ['link'], footnote: ['footnote'],
}

let leave
export function attach(surface, editor, leaveNote) {
  leave = leaveNote
  const bar = surface.querySelector('[role=toolbar]')
  const buttons = [...bar.querySelectorAll('button')]
  const panel = linkPanel(surface, editor)
  const special = { link: () => panel.open(), footnote: () => footnote(editor, bar) }
  for (const button of buttons) {
    const name = button.dataset.action
    button.addEventListener('mousedown', (event) => event.preventDefault())
    button.addEventListener('click', () => (special[name] ? special[name]() : ACTIONS[name](editor.chain().focus()).run()))
  }
  rove(bar, buttons)
  const show = () => refresh(editor, buttons)
  editor.on('transaction', show)
  show()
}

function refresh(editor, buttons) {
  const inTable = editor.isActive('table')
  const inList = editor.isActive('listItem')
  for (const button of buttons) {
    const { action, needs } = button.dataset
    if (ACTIVE[action]) button.setAttribute('aria-pressed', String(editor.isActive(...ACTIVE[action])))
    if (needs) button.hidden = needs === 'table' ? !inTable : !inList
  }
}

function rove(bar, buttons) {
  const visible = () => buttons.filter((button) => !button.hidden)
  const choose = (button) => {
    for (const one of buttons) one.tabIndex = one === button ? 0 : -1
  }
  choose(buttons[0])
  bar.addEventListener('focusin', (event) => choose(event.target))
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const list = visible()
    const flip = getComputedStyle(bar).direction === 'rtl' ? -1 : 1
    const at = { Home: 0, End: list.length - 1 }[event.key] ?? list.indexOf(document.activeElement) + step * flip
    if (Number.isNaN(at)) return
    event.preventDefault()
    list[(at + list.length) % list.length].focus()
  })
}

// With words chosen, they become the footnote; without, a new one waits for its words. Again, and it is text as before.
function footnote(editor, bar) {
  editor.commands.focus()
  if (leave(editor)) return true
  const chain = editor.chain().focus()
  if (editor.isActive('footnote')) return chain.extendMarkRange('footnote').unsetMark('footnote').run()
  const { from, to, empty } = editor.state.selection
  if (!empty) return chain.setMark('footnote', note(editor).attrs).setTextSelection(to).run()
  const words = bar.dataset.note
  return chain
    .insertContent({ type: 'text', text: words, marks: [note(editor)] })
    .setTextSelection({ from, to: from + words.length })
    .run()
}

function linkPanel(surface, editor) {
  const panel = surface.querySelector('[data-panel]')
  const field = panel.querySelector('input')
  const close = () => {
    panel.hidden = true
    editor.view.focus() // at once: the next key belongs to the text
  }
  const apply = () => {
    if (panel.hidden) return
    const address = whole(field.value.trim())
    panel.querySelector('[data-problem]').hidden = Boolean(address)
    if (!address) {
      field.focus()
      return
    }
    set(editor, address)
    close()
  }
  panel.querySelector('[data-do=apply]').addEventListener('click', apply)
  panel.querySelector('[data-do=remove]').addEventListener('click', () => {
    editor.chain().extendMarkRange('link').unsetMark('link').run()
    close()
  })
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    if (event.key === 'Enter' && event.target === field) {
      event.preventDefault()
      apply()
    }
  })
  return {
    open() {
      panel.hidden = !panel.hidden
      panel.querySelector('[data-problem]').hidden = true
      field.value = editor.getAttributes('link').href ?? ''
      if (!panel.hidden) field.focus()
    },
  }
}

function whole(typed) {
  const address = /^[a-z]+:/i.test(typed) ? typed : typed.includes('@') && !typed.includes('/') ? `mailto:${typed}` : `https://${typed}`
  return /^(https?:\/\/[^\s/]+\.|https?:\/\/localhost|mailto:[^\s]+@)/i.test(address) ? address : ''
}

function set(editor, href) {
  const { empty, from } = editor.state.selection
  const chain = editor.chain().focus()
  if (!empty || editor.isActive('link')) return chain.extendMarkRange('link').setMark('link', { href }).run()
  return chain
    .insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] })
    .setTextSelection(from + href.length)
    .run()
}
