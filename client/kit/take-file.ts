import { ACCOUNT_HEADER } from '../../shared/api/account-header.ts'
import type { Route } from '../../shared/api/define.ts'
import { actingAs } from './acting-as.ts'
import { NoAnswerFailure, problemOf, urlOf, type CallOptions } from './http.ts'

/**
 * Fetches a file and hands it to the browser to be saved. Gives its name. Throws `ProblemFailure` for a
 * refusal, so that the page can say why; a link alone would save the refusal in place of the file.
 */
export async function takeFile<R extends Route>(
  route: R,
  options: Pick<CallOptions<R>, 'params' | 'query'>,
): Promise<string> {
  const account = actingAs()
  const headers = account === null ? {} : { [ACCOUNT_HEADER]: account }
  const address = urlOf(route, options)
  const response = await answered(fetch(address, { headers, credentials: 'same-origin' }))
  if (!response.ok) throw problemOf(await answered(response.text()), response.status)
  const name = nameIn(response.headers.get('content-disposition') ?? '')
  saveFile(await answered(response.blob()), name)
  return name
}

/** Without a network, or where it breaks off in the middle, there is no answer. */
async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    throw new NoAnswerFailure(String(error))
  }
}

function nameIn(disposition: string): string {
  return /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? 'file'
}

/** Hands a file over to the browser to be saved under a name. */
export function saveFile(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.hidden = true
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 60_000)
}
