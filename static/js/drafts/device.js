// The copy on this device: locked with a key that the server gives to this account alone, and gone after some days.
// Where the browser cannot lock (no https) or keep anything, nothing is kept.
const NAME = 'drafts'
const OFF = 'drafts-off'
const DAY = 24 * 3600 * 1000

function open() {
  return new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(NAME)
    asked.onsuccess = () => done(asked.result)
    asked.onerror = () => failed(asked.error)
  })
}

async function inStore(mode, verb) {
  const database = await open()
  try {
    return await new Promise((done, failed) => {
      const work = database.transaction(NAME, mode, { durability: 'strict' })
      const asked = verb(work.objectStore(NAME))
      work.oncomplete = () => done(asked.result)
      work.onerror = work.onabort = () => failed(work.error)
    })
  } finally {
    database.close()
  }
}

export class Device {
  constructor({ key, owner, days }) {
    this.possible = Boolean(window.indexedDB && window.crypto && crypto.subtle)
    this.owner = owner
    this.lifetime = days * DAY
    this.key = this.possible && crypto.subtle.importKey('raw', Uint8Array.from(atob(key), (sign) => sign.charCodeAt(0)), 'AES-GCM', false, ['encrypt', 'decrypt'])
    this.last = Promise.resolve()
  }

  get allowed() {
    return this.possible && localStorage.getItem(OFF) === null
  }

  set allowed(yes) {
    if (yes) localStorage.removeItem(OFF)
    else localStorage.setItem(OFF, '1')
  }

  // One after the other, in the order they were asked for; gives back undefined where the browser refuses.
  _next(work) {
    this.last = this.last.then(work).catch(() => undefined)
    return this.last
  }

  name(place) {
    return `${this.owner}/${place}`
  }

  // True when it is on the device.
  put(place, copy) {
    return this._next(async () => {
      if (!this.allowed) return false
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const text = new TextEncoder().encode(JSON.stringify(copy))
      const locked = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await this.key, text)
      await inStore('readwrite', (store) => store.put({ iv, locked, at: Date.now() }, this.name(place)))
      return true
    })
  }

  // The copy with its moment (`at`), or nothing.
  get(place) {
    return this._next(async () => {
      if (!this.possible) return undefined
      const row = await inStore('readonly', (store) => store.get(this.name(place)))
      if (!row) return undefined
      const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, await this.key, row.locked)
      return { ...JSON.parse(new TextDecoder().decode(text)), at: row.at }
    })
  }

  drop(place) {
    return this._next(() => this.possible && inStore('readwrite', (store) => store.delete(this.name(place))))
  }

  dropAll() {
    return this._next(() => this.possible && inStore('readwrite', (store) => store.clear()))
  }

  // Copies that are too old go, whosever they are.
  dropOld() {
    const before = Date.now() - this.lifetime
    return this._next(async () => {
      if (!this.possible) return
      await inStore('readwrite', (store) => {
        const asked = store.openCursor()
        asked.onsuccess = () => {
          const row = asked.result
          if (!row) return
          if (row.value.at < before) row.delete()
          row.continue()
        }
        return asked
      })
    })
  }
}
