import { builtInFamilies } from '../../../shared/families.ts'
import type { Bilingual } from '../../../shared/kernel/bilingual.ts'
import { fact, required, type Check } from '../define.ts'
import { saveForm, withServedBench } from '../served-bench.ts'

/** The server answers whom it should, and nobody else. */
export const access: Check = {
  key: 'access',
  part: 'operation',
  title: { en: 'Signing in, saving and refusing', zh: '登录、保存与拒绝' },
  about: {
    en: 'Over HTTP, a coordinator signs in with a first password, changes it and saves a form. Without a sign-in nothing is saved; the second of two savers is refused; a study without a right does not exist.',
    zh: '通过 HTTP，协调员以初始密码登录、修改密码并保存表单。未登录不能保存；两人同时保存时后者被拒绝；无权限的研究视为不存在。',
  },
  run: (bench) =>
    withServedBench(bench, async (served) => {
      const { url, cookie, records, study } = served
      const [first] = records
      if (first === undefined) throw new Error('There is no record.')
      const asked = async (path: string): Promise<number> => {
        const answer = await fetch(url + path, { headers: { cookie } })
        await answer.arrayBuffer()
        return answer.status
      }
      // One is there: without it, the answer to a study that nobody has shows nothing.
      for (const definition of builtInFamilies.protocols.all.slice(0, 2)) {
        await bench.study(definition)
      }
      const other = (await bench.store.read.select().from(bench.store.t.study)).find(
        ({ studyKey }) => studyKey !== study,
      )
      if (other === undefined) throw new Error('There is no other study.')
      return {
        lines: [
          fact({ en: 'Study', zh: '研究' }, study),
          required(
            { en: 'Saving without a sign-in', zh: '未登录保存' },
            answered(await saveForm({ url, cookie: null }, first, 'Without a sign-in')),
            answered(401),
          ),
          required(
            { en: 'Saving', zh: '保存' },
            answered(await saveForm(served, first, 'Saved once')),
            answered(200),
          ),
          required(
            { en: 'Saving the version that was read before', zh: '以旧版本再次保存' },
            answered(await saveForm(served, first, 'Saved by another')),
            answered(409),
          ),
          required(
            { en: 'Reading the study', zh: '读取研究' },
            answered(await asked(`/api/studies/${study}/subjects`)),
            answered(200),
          ),
          required(
            { en: 'Reading a study without a right', zh: '读取无权限的研究' },
            answered(await asked(`/api/studies/${other.studyKey}/subjects`)),
            answered(404),
          ),
        ],
      }
    }),
}

/** A status of HTTP, for people who do not know them by heart. */
function answered(status: number): Bilingual {
  const word = WORDS.get(status) ?? { en: 'answer', zh: '应答' }
  return { en: `${word.en} (${status})`, zh: `${word.zh}（${status}）` }
}

const WORDS: ReadonlyMap<number, Bilingual> = new Map([
  [200, { en: 'done', zh: '完成' }],
  [401, { en: 'refused: nobody is signed in', zh: '已拒绝：未登录' }],
  [403, { en: 'refused: no right', zh: '已拒绝：无权限' }],
  [404, { en: 'does not exist', zh: '不存在' }],
  [409, { en: 'refused: changed meanwhile', zh: '已拒绝：其间已被修改' }],
])
