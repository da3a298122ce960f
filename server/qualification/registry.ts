import { createRegistry } from '../../shared/kernel/registry.ts'
import { access } from './checks/access.ts'
import { backup } from './checks/backup.ts'
import { checksums } from './checks/checksums.ts'
import { database } from './checks/database.ts'
import { definitions } from './checks/definitions.ts'
import { exportsReadBack } from './checks/exports.ts'
import { fonts } from './checks/fonts.ts'
import { clock, folders } from './checks/machine.ts'
import { modules } from './checks/modules.ts'
import { packages } from './checks/packages.ts'
import { product } from './checks/product.ts'
import { records } from './checks/records.ts'
import { referenceChecks } from './checks/reference.ts'
import { settings } from './checks/settings.ts'
import { analysis, saves } from './checks/speed.ts'
import { start } from './checks/start.ts'
import type { Check } from './define.ts'

/** Every check, in the order of the report. To add one: its file, and its line here. */
export const qualificationChecks = createRegistry<Check>('check of a qualification', [
  product,
  modules,
  checksums,
  packages,
  settings,
  database,
  folders,
  clock,
  fonts,
  ...referenceChecks,
  definitions,
  records,
  access,
  exportsReadBack,
  backup,
  start,
  saves,
  analysis,
])
