import { describe, expect, it } from 'vitest'
import { ProblemFailure } from '../../client/kit/http.ts'
import { problemText } from '../../client/kit/problem-notice.tsx'
import type { Texts } from '../../client/kit/texts.ts'
import { sentence } from '../../shared/texts/sentence.ts'

const textsIn = (language: 'en' | 'zh') => {
  const t: Texts['t'] = (key, params) => sentence(language, key, params)
  return { t, tKnown: (key: string) => key } as Texts
}
const instance = 'urn:uuid:2f1a4c1e-0000-4000-8000-000000000001'
const NUMBER = '2f1a4c1e-0000-4000-8000-000000000001'

describe('what a person reads of a refusal', () => {
  it('PR-06: names for a fault of the server the number under which its log has it', () => {
    const fault = new ProblemFailure({
      ...{ type: 'urn:problem:internal', status: 500, title: '', instance },
    })
    expect(problemText(textsIn('en'), fault)).toMatch(new RegExp(`Number for support: ${NUMBER}$`))
    expect(problemText(textsIn('zh'), fault)).toContain(`报修编号：${NUMBER}`)
  })

  it('BK-07: says of a full disk that nothing was saved and nothing typed is lost', () => {
    const full = new ProblemFailure({
      ...{ type: 'urn:problem:storage-full', status: 507, title: '', instance },
    })
    expect(problemText(textsIn('en'), full)).toContain('nothing was saved. What you typed is kept.')
    expect(problemText(textsIn('zh'), full)).toContain('未保存任何内容。已输入的内容仍然保留')
  })

  it('BK-07: says of a database that another program holds that nothing was stored, and when to try again', () => {
    const busy = new ProblemFailure({
      ...{ type: 'urn:problem:database-busy', status: 503, title: '', retryAfterSeconds: 5 },
    })
    expect(problemText(textsIn('en'), busy)).toMatch(/stored nothing of this.*again in 5 seconds/)
    expect(problemText(textsIn('zh'), busy)).toMatch(/尚未保存.*仍然保留.*5秒后重试/)
  })

  it('shows no number where the person can help themselves', () => {
    const refusal = new ProblemFailure({
      ...{ type: 'urn:problem:not-signed-in', status: 401, title: '', instance },
    })
    expect(problemText(textsIn('en'), refusal)).not.toContain(NUMBER)
  })
})
