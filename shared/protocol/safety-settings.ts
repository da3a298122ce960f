import { z } from 'zod'
import { can, ROLES, type Role } from '../access/permissions.ts'
import type { Bilingual } from '../kernel/bilingual.ts'

/** Reporting of serious adverse events. @source protocols; ICH E6(R3), 2.7.2; ICH E2A */
export interface SafetySettings {
  /** Roles that get a notice at once, at the subject's site; only those that may see the subject. */
  readonly noticeRoles: readonly Role[]
  /** Events that are told and reported like serious ones; none unless named. */
  readonly noticeAlsoFor?: readonly ('DLT' | 'IMMUNE-RELATED')[]
  /** CTCAE terms of special interest, told and reported like serious events; none unless named. */
  readonly specialInterestTerms?: readonly string[]
  /** Laboratory grades from here on suggest an adverse event; 3 unless named. */
  readonly suggestFromGrade?: number
  /** From awareness at the site to the report. */
  readonly reportWithinHours: number
  /** Adverse events are collected until so many days after the last dose. */
  readonly collectionDaysAfterLastDose: number
  /** The same for serious and immune-related events. */
  readonly seriousCollectionDays: number
  /** A serious event without an answer about causality counts as related. */
  readonly relatedMissingCountsAsRelated: boolean
  /** What the protocol does not report as serious, in words: planned admissions and the like. */
  readonly exceptions: readonly Bilingual[]
}

/** As most protocols report; one that differs names what differs. */
export const USUAL_SAFETY: SafetySettings = {
  noticeRoles: ['investigator', 'monitor', 'data-manager'],
  reportWithinHours: 24,
  collectionDaysAfterLastDose: 30,
  seriousCollectionDays: 90,
  relatedMissingCountsAsRelated: true,
  exceptions: [
    {
      en: 'Admission planned before for TACE, HAIC, an infusion or a biopsy, without an event.',
      zh: '为TACE、HAIC、输液或活检而预先计划的住院，且未发生不良事件。',
    },
    {
      en: 'Progression of the liver cancer itself, and death from it.',
      zh: '肝癌本身的疾病进展及由此导致的死亡。',
    },
  ],
}

/** How a protocol reports serious events; the usual settings where its definition names none. */
export function safetyOf(definition: { readonly safety?: SafetySettings }): SafetySettings {
  return definition.safety ?? USUAL_SAFETY
}

const USUAL_SUGGESTION = 3

/** The laboratory grade from which an adverse event is suggested. */
export function suggestFromGrade(settings: SafetySettings): number {
  return settings.suggestFromGrade ?? USUAL_SUGGESTION
}

const bilingual = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) })
const days = z.int().min(0).max(3650)

/** Only roles that may see a subject can be told about one. */
const TOLD = ROLES.filter((role) => can(role, 'subject.read'))

export const safetySettingsSchema: z.ZodType<SafetySettings> = z.strictObject({
  noticeRoles: z.array(z.enum(TOLD)),
  noticeAlsoFor: z.array(z.enum(['DLT', 'IMMUNE-RELATED'])).exactOptional(),
  specialInterestTerms: z.array(z.string().min(1)).exactOptional(),
  suggestFromGrade: z.int().min(1).max(4).exactOptional(),
  reportWithinHours: z.int().min(1).max(720),
  collectionDaysAfterLastDose: days,
  seriousCollectionDays: days,
  relatedMissingCountsAsRelated: z.boolean(),
  exceptions: z.array(bilingual),
})
