import type { Bilingual } from '../kernel/bilingual.ts'

/** What can happen to signed data, each with what it does to the signature. */
export interface BreakingCase {
  readonly key: string
  /** `breaks`: the signature is invalid from then on. `stays`: it remains valid. */
  readonly effect: 'breaks' | 'stays'
  readonly when: Bilingual
  /** Why it is so. */
  readonly because: Bilingual
}

/**
 * The one table of what breaks a signature. The server goes by its keys, the sign page shows it, and
 * each case has its test. @source ES-07, ES-08
 */
export const BREAKING_CASES = [
  {
    key: 'record-changed',
    effect: 'breaks',
    when: { en: 'A value of a signed form is changed.', zh: '已签名表单中的任何数据被修改。' },
    because: {
      en: 'The form no longer holds what was signed, whoever changed it and however it was done.',
      zh: '无论由何人、以何种方式修改，表单内容已不再是签名时的内容。',
    },
  },
  {
    key: 'record-added',
    effect: 'breaks',
    when: {
      en: 'A form is added to a signed visit or subject.',
      zh: '已签名的访视或受试者新增了表单。',
    },
    because: {
      en: 'The signature spoke of all forms; the new one was not among them.',
      zh: '签名涵盖当时的全部表单，新增的表单不在其中。',
    },
  },
  {
    key: 'record-removed',
    effect: 'breaks',
    when: { en: 'A signed form is removed.', zh: '已签名的表单被删除。' },
    because: {
      en: 'It is no longer part of the data that were signed.',
      zh: '该表单已不属于签名所涵盖的数据。',
    },
  },
  {
    key: 'response-recalculated',
    effect: 'breaks',
    when: {
      en: 'A derived response in a signed visit or subject changes: through a measurement elsewhere, or a new version of the rules.',
      zh: '已签名访视或受试者的推导疗效发生变化：因其他访视的测量值变化，或因程序规则版本更新。',
    },
    because: {
      en: 'Derived responses in force are part of what was signed.',
      zh: '签名时有效的推导疗效属于签名内容。',
    },
  },
  {
    key: 'flags-recalculated',
    effect: 'breaks',
    when: {
      en: 'A changed normal range changes the flag of a signed laboratory result.',
      zh: '参考值范围变更使已签名的实验室结果的高低标记发生变化。',
    },
    because: {
      en: 'The signer saw and judged the result with its former flag.',
      zh: '签名者当时是依据原标记查看并判断该结果的。',
    },
  },
  {
    key: 'amendment',
    effect: 'breaks',
    when: {
      en: 'An amendment in force at the site asks a signed form again, or asks a new form at a signed visit.',
      zh: '在本中心生效的方案修订要求重新填写已签名的表单，或在已签名的访视中增加表单。',
    },
    because: {
      en: 'The form has other questions now; nobody has signed the answers to them.',
      zh: '表单的问题已改变，其答案尚无人签名。',
    },
  },
  {
    key: 'lock-released',
    effect: 'breaks',
    when: {
      en: 'A lock on signed data is taken off.',
      zh: '已签名数据的锁定被解除。',
    },
    because: {
      en: 'Locked data are opened in order to be changed. Whoever is responsible signs again at the end.',
      zh: '解除锁定的目的是修改数据；修改结束后须由负责人重新签名。',
    },
  },
  {
    key: 'amendment-elsewhere',
    effect: 'stays',
    when: {
      en: 'An amendment changes or removes fields for later visits and does not ask the signed form again.',
      zh: '方案修订仅更改或删除以后访视的字段，未要求重新填写已签名的表单。',
    },
    because: {
      en: 'A form keeps the version under which it was filled and signed.',
      zh: '表单保留其填写和签名时的版本。',
    },
  },
  {
    key: 'query',
    effect: 'stays',
    when: {
      en: 'A query is opened, answered or closed, or a form is verified against the source.',
      zh: '提出、回答或关闭质疑，或对表单进行源数据核查。',
    },
    because: {
      en: 'Nothing in the form changes. If the answer is a corrected value, that breaks the signature.',
      zh: '表单内容未改变。如因质疑而更正数据，则更正本身会使签名失效。',
    },
  },
  {
    key: 'coding',
    effect: 'stays',
    when: {
      en: 'A term is coded with a dictionary, or its code is changed.',
      zh: '对术语进行词典编码或更改编码。',
    },
    because: {
      en: 'The words that were signed stay as they are; the code stands beside them with its own author.',
      zh: '已签名的原文不变；编码另行记录，并有其自己的编码者。',
    },
  },
  {
    key: 'redaction',
    effect: 'stays',
    when: {
      en: 'A former text is hidden from view in the audit trail.',
      zh: '稽查轨迹中的历史文字被遮蔽。',
    },
    because: {
      en: 'Only a text that was corrected before can be hidden, and that correction breaks the signature.',
      zh: '只有已更正的文字才能被遮蔽，而更正本身已使签名失效。',
    },
  },
  {
    key: 'freeze',
    effect: 'stays',
    when: {
      en: 'Signed data are frozen, released from a freeze, or locked.',
      zh: '已签名的数据被冻结、解除冻结或锁定。',
    },
    because: {
      en: 'Neither opens data that were final nor changes any of them.',
      zh: '这些操作既不开放已定稿的数据，也不改变任何数据。',
    },
  },
] as const satisfies readonly BreakingCase[]

type Case = (typeof BREAKING_CASES)[number]
/** A case that breaks a signature. */
export type BreakingKey = Extract<Case, { effect: 'breaks' }>['key']

export const BREAKING_KEYS = BREAKING_CASES.flatMap((one) =>
  one.effect === 'breaks' ? [one.key] : [],
) as readonly BreakingKey[]
