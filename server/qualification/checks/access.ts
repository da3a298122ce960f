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
      const other = (await bench.store.read.select().from(bench.store.t.study)).find(
        ({ studyKey }) => studyKey !== study,
      )
      return {
        lines: [
          fact({ en: 'Study', zh: '研究' }, study),
          required(
            { en: 'Saving without a sign-in', zh: '未登录保存' },
            await saveForm({ url, cookie: null }, first, 'Without a sign-in'),
            401,
          ),
          required({ en: 'Saving', zh: '保存' }, await saveForm(served, first, 'Saved once'), 200),
          required(
            { en: 'Saving the version that was read before', zh: '以旧版本再次保存' },
            await saveForm(served, first, 'Saved by another'),
            409,
          ),
          required(
            { en: 'Reading the study', zh: '读取研究' },
            await asked(`/api/studies/${study}/subjects`),
            200,
          ),
          required(
            { en: 'Reading a study without a right', zh: '读取无权限的研究' },
            await asked(`/api/studies/${other?.studyKey ?? 'none'}/subjects`),
            404,
          ),
        ],
      }
    }),
}
