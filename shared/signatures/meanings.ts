import type { Bilingual } from '../kernel/bilingual.ts'

/** What a signature stands for. @source 21 CFR 11.50(a)(3) */
export const SIGNATURE_MEANINGS = ['author', 'review', 'approval', 'responsibility'] as const
export type SignatureMeaning = (typeof SIGNATURE_MEANINGS)[number]

/** What one signature can cover: a form, all forms of a visit, everything of a subject. */
export const SIGNATURE_SCOPES = ['record', 'visit', 'subject'] as const
export type SignatureScope = (typeof SIGNATURE_SCOPES)[number]

export interface MeaningText {
  readonly key: SignatureMeaning
  readonly name: Bilingual
  /**
   * The sentence that is signed. `{{place}}`: what is signed; `{{forms}}` and `{{values}}`: how much
   * of it there is.
   */
  readonly statement: Bilingual
}

/** The meanings on offer, the usual one first. @source R4 of the rules of use; 21 CFR 11.50(a)(3) */
export const MEANINGS: readonly MeaningText[] = [
  {
    key: 'responsibility',
    name: { en: 'Responsible for the data', zh: '对数据负责' },
    statement: {
      en: 'As investigator I take responsibility for the data of {{place}}: {{forms}} {{forms, form|forms}} with {{values}} {{values, value|values}}. I have reviewed them; to the best of my knowledge they are complete and agree with the source.',
      zh: '本人作为研究者，对{{place}}的数据负责：共 {{forms}} 张表单、{{values}} 项数据。本人已审阅上述数据；据本人所知，数据完整，并与源文件一致。',
    },
  },
  {
    key: 'approval',
    name: { en: 'Approved', zh: '批准' },
    statement: {
      en: 'I approve the data of {{place}}, {{forms}} {{forms, form|forms}} with {{values}} {{values, value|values}}, for further use in the trial.',
      zh: '本人批准{{place}}的数据（{{forms}} 张表单、{{values}} 项数据）用于本试验的后续工作。',
    },
  },
  {
    key: 'review',
    name: { en: 'Reviewed', zh: '已审阅' },
    statement: {
      en: 'I have reviewed the data of {{place}}: {{forms}} {{forms, form|forms}} with {{values}} {{values, value|values}}.',
      zh: '本人已审阅{{place}}的数据：共 {{forms}} 张表单、{{values}} 项数据。',
    },
  },
  {
    key: 'author',
    name: { en: 'Author of the data', zh: '数据作者' },
    statement: {
      en: 'I am the author of the data of {{place}}, {{forms}} {{forms, form|forms}} with {{values}} {{values, value|values}}: I recorded them myself or had them recorded on my instruction.',
      zh: '{{place}}的数据（{{forms}} 张表单、{{values}} 项数据）由本人记录，或在本人指示下记录。',
    },
  },
]
