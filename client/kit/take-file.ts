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
  let response: Response
  try {
    response = await fetch(urlOf(route, options), { headers, credentials: 'same-origin' })
  } catch (error) {
    throw new NoAnswerFailure(String(error))
  }
  if (!response.ok) throw problemOf(await response.text(), response.status)
  const name = nameIn(response.headers.get('content-disposition') ?? '')
  saveFile(await response.blob(), name)
  return name
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
