/** The storage of a browser, so that several windows and accounts share it. */
export class MemoryStorage implements Storage {
  readonly texts = new Map<string, string>()
  full = false
  get length() {
    return this.texts.size
  }
  clear() {
    this.texts.clear()
  }
  getItem(name: string) {
    return this.texts.get(name) ?? null
  }
  key(at: number) {
    return [...this.texts.keys()][at] ?? null
  }
  removeItem(name: string) {
    this.texts.delete(name)
  }
  setItem(name: string, text: string) {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.texts.set(name, text)
  }
}
