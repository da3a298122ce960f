/** Between two downloads: browsers drop some of those that are asked for in one go. */
const PAUSE_MS = 400

export interface Download {
  readonly address: string
  readonly name: string
}

/** Asks the browser for the files one after the other, as if each link were followed. */
export async function downloadAll(files: readonly Download[]): Promise<void> {
  for (const [place, file] of files.entries()) {
    if (place > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    follow(file)
  }
}

function follow({ address, name }: Download): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
}
