// Sends the form to the server and says what came of it. Knows no page.
const LONGEST_LEAVING = 60000 // a browser that leaves a page carries 64 KiB for it, no more
const PATIENCE = 20000

export function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

export class Saving {
  // `unanswered`: keys of saves whose answer never came; the server takes none of them for another person's text.
  constructor(form, address, unanswered = []) {
    this.form = form
    this.address = address
    this.unanswered = unanswered
  }

  mark(key) {
    this.form.elements.save_key.value = key
    this.form.elements.after.value = this.unanswered.slice(-40).join(' ')
  }

  // One save: { kind, ...answer }, where kind is saved, signedOut, offline, stale, refused (said tells why), broken, or
  // tooOften (wait tells how many seconds).
  async save({ leaving = false, again = false, key = newKey() } = {}) {
    this.mark(key)
    const body = new URLSearchParams(new FormData(this.form))
    this.unanswered.push(key)
    let answer
    try {
      answer = await this._ask({ method: 'POST', body, keepalive: leaving && body.toString().length < LONGEST_LEAVING })
    } catch {
      return { kind: 'offline' }
    }
    this.unanswered = this.unanswered.filter((one) => one !== key)
    if (answer.ok) {
      this.unanswered = []
      return { kind: "saved", key, ...(await answer.json()) }
    }
    if (answer.status === 403 && !again && (await this.renew())) return this.save({ again: true, key })
    if (answer.status === 401 || answer.type === 'opaqueredirect') return { kind: 'signedOut' }
    if (answer.status === 409) return { kind: 'stale', ...(await answer.json()) }
    if (answer.status === 422) return { kind: 'refused', ...(await answer.json()) }
    if (answer.status === 429) return { kind: 'tooOften', wait: Number(answer.headers.get('Retry-After')) || 60 }
    return { kind: [403, 404].includes(answer.status) ? 'notYours' : 'broken' }
  }

  // The form's key, new after signing in again; false while signed out.
  async renew() {
    try {
      const answer = await this._ask({ method: 'GET' })
      if (!answer.ok) return false
      const { token } = await answer.json()
      for (const field of document.getElementsByName('csrfmiddlewaretoken')) field.value = token
      return true
    } catch {
      return false
    }
  }

  _ask(options) {
    const signal = options.keepalive ? undefined : AbortSignal.timeout(PATIENCE)
    return fetch(this.address, { ...options, signal, credentials: 'same-origin', redirect: 'manual', cache: 'no-store' })
  }
}
