// What a text may hold: the same as portal/prose/tree.py. Nothing here draws with `style`, so the policy stays strict.
export function extensions(engine) {
  const {
    Blockquote, Bold, BulletList, Document, Extension, Gapcursor, HardBreak, Heading, Italic, ListItem, Mark,
    OrderedList, Paragraph, Table, TableCell, TableHeader, TableRow, Text, UndoRedo,
  } = engine
  const one = { default: 1, rendered: false, parseHTML: () => 1 }
  const free = { default: null, rendered: false, parseHTML: () => null }
  const cell = { content: 'paragraph', addAttributes: () => ({ colspan: one, rowspan: one, colwidth: free }) }
  return [
    Document, Paragraph, Text, HardBreak, Bold, Italic, Blockquote, BulletList, ListItem, Gapcursor, UndoRedo,
    Heading.configure({ levels: [2, 3, 4] }),
    orderedList(OrderedList),
    link(Mark),
    footnote(Mark),
    Table.extend({ renderHTML: () => ['table', ['tbody', 0]], addNodeView: () => null }).configure({ resizable: false }),
    TableRow,
    TableHeader.extend(cell),
    TableCell.extend(cell),
    Extension.create({ name: 'lineInCell', priority: 1100, addKeyboardShortcuts: () => ({
      Enter: ({ editor }) => editor.isActive('table') && editor.commands.setHardBreak(),
    }) }),
  ]
}

// No letters or Roman numbers, which the other notation does not know; the first number stays.
function orderedList(OrderedList) {
  return OrderedList.extend({
    addAttributes: () => ({
      start: {
        default: 1,
        parseHTML: (element) => Number.parseInt(element.getAttribute('start') ?? '1', 10) || 1,
        renderHTML: ({ start }) => (start === 1 ? {} : { start }),
      },
    }),
  })
}

function link(Mark) {
  return Mark.create({
    name: 'link',
    priority: 1000,
    inclusive: false,
    addAttributes: () => ({ href: { default: null } }),
    parseHTML: () => [{ tag: 'a[href]', getAttrs: (element) => isAddress(element.getAttribute('href')) && null }],
    renderHTML: ({ HTMLAttributes }) => ['a', { href: HTMLAttributes.href, rel: 'nofollow ugc noopener noreferrer' }, 0],
  })
}

export function isAddress(value) {
  return /^(https?:\/\/[^\s/]|mailto:[^\s])/i.test(value.trim())
}

// At the end of a footnote one step goes on in the text.
export function leave(editor) {
  const { selection, storedMarks } = editor.state
  const isNote = (marks) => marks?.some((mark) => mark.type.name === 'footnote')
  const at = selection.$from
  if (!selection.empty || !isNote(storedMarks ?? at.marks()) || isNote(at.nodeAfter?.marks)) return false
  editor.view.dispatch(editor.state.tr.removeStoredMark(editor.schema.marks.footnote))
  return true
}

// A stretch of words that stands at the end of the page. Each has a number of its own, so that two neighbours stay two.
let made = 0
function footnote(Mark) {
  return Mark.create({
    name: 'footnote',
    priority: 2000,
    addKeyboardShortcuts() {
      return { ArrowRight: () => leave(this.editor), Enter: () => leave(this.editor) }
    },
    addAttributes: () => ({ key: { default: null, rendered: false, parseHTML: () => ++made } }),
    parseHTML: () => [{ tag: 'small[role=doc-footnote]' }],
    renderHTML: () => ['small', { role: 'doc-footnote' }, 0],
  })
}

