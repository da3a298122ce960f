import { z } from 'zod'
import { ROLES } from './permissions.ts'

const rolesSchema = z.array(z.enum(ROLES)).max(ROLES.length)

/** What holds in the whole installation. Each change is an entry of the trail. */
export const installationSettingsSchema = z.object({
  /** Minutes without a request after which a session ends. */
  idleMinutes: z.int().min(5).max(120),
  /** Days after which a password must be changed; null: it does not age. */
  passwordMaxAgeDays: z.int().min(30).max(1830).nullable(),
  /** Roles that do nothing before they have a second factor. */
  secondFactorRoles: rolesSchema,
  /** Days without a sign-in after which the access review lists an account as unused. */
  inactiveDays: z.int().min(7).max(1830),
  /** Whom to turn to, as the help says it to everybody, signed in or not; empty: nobody is named. */
  contact: z.string().trim().max(400),
})

/** As they are stored: what was stored before there was a contact names nobody. */
export const storedInstallationSchema = installationSettingsSchema.extend({
  contact: installationSettingsSchema.shape.contact.default(''),
})
export type InstallationSettings = z.output<typeof installationSettingsSchema>

export const INSTALLATION_DEFAULTS: InstallationSettings = {
  idleMinutes: 30,
  passwordMaxAgeDays: 365,
  secondFactorRoles: [],
  inactiveDays: 90,
  contact: '',
}

/** The training that a study asks for, by its exact title. A version that rises ends what the earlier one gave. */
const requiredTrainingSchema = z.object({
  title: z.string().trim().min(1).max(200),
  version: z.int().min(1).max(9999),
  /** Roles that write nothing without it. */
  roles: rolesSchema.min(1),
})
export type RequiredTraining = z.output<typeof requiredTrainingSchema>

/** What one study asks of everybody who holds a role in it. */
export const studyAccessSchema = z.object({
  secondFactor: z.boolean(),
  training: requiredTrainingSchema.nullable(),
})
export type StudyAccess = z.output<typeof studyAccessSchema>

export const STUDY_ACCESS_DEFAULTS: StudyAccess = { secondFactor: false, training: null }
