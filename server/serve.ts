import { existsSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Logger } from 'pino'
import type { Store } from '../db/store.ts'
import { builtInFamilies } from '../shared/families.ts'
import { loadFactorKey, offerSetup, refuseFaultyFactorKey } from './accounts/service.ts'
import { createApp } from './app.ts'
import { verifyTails } from './audit/verify.ts'
import { startSchedule } from './backup/service.ts'
import { createClockWatch } from './clock-watch.ts'
import { holdDataFolder } from './data-folder.ts'
import { logUncaught } from './end-on-fault.ts'
import { systemActor } from './http/actor.ts'
import { isDiskFull } from './http/disk-full.ts'
import { logDestination } from './http/log-destination.ts'
import { createLogger } from './http/request-log.ts'
import {
  plainNetworkWarning,
  transportSettings,
  type TransportSettings,
} from './http/transport-settings.ts'
import { createJobs, jobFolder, keepingOf } from './jobs/service.ts'
import { mailSettings, startMail } from './mail/service.ts'
import { openToWork } from './open-store.ts'
import { packageRoot } from './package-root.ts'
import { logLevelOf, refuseFaultyAddresses } from './settings.ts'
import { urlOf, type ServerAddress } from './server-url.ts'
import { watchSignatures } from './signatures/service.ts'
import { archiveFolder } from './site-archive/service.ts'
import { noteTails, startSystemWatch } from './system-status/service.ts'

export interface ServeOptions {
  readonly dataDir: string
  readonly databaseUrl?: string | undefined
  readonly port: number
  readonly host: string
  /** Folder of the built client; the package's own unless given. */
  readonly clientDir?: string
}

/** A running server. */
export interface RunningServer {
  readonly url: string
  /** Answers what has begun, then closes the socket and the database. */
  readonly stop: () => Promise<void>
}

/**
 * Runs the web server: opens and migrates the database, prints the one-time administrator link while
 * there is no administrator, listens, and stops on SIGTERM or SIGINT.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const { dataDir, port, host } = options
  const { transport, mail, keeping, level } = checkedSettings(dataDir)
  const logger = createLogger(level, logDestination(process.env))
  const database = await openAlone(options)
  const { store } = database
  const jobs = createJobs({ store, logger, folder: jobFolder(dataDir), keeping })
  const clientDir = options.clientDir ?? path.join(packageRoot(), 'dist', 'client')
  const app = createApp({
    store,
    families: builtInFamilies,
    logger,
    options: {
      clientDir: existsSync(path.join(clientDir, 'index.html')) ? clientDir : null,
      metricsToken: process.env['METRICS_TOKEN'] ?? null,
      sendsMail: mail !== null,
      factorKey: loadFactorKey(dataDir, process.env['SECOND_FACTOR_KEY']),
      archiveDir: archiveFolder(dataDir),
      trustedProxies: transport.trustedProxies,
      dataDir,
      factorKeySet: (process.env['SECOND_FACTOR_KEY'] ?? '') !== '',
      jobs,
    },
  })
  const server = serverFor(app, transport)
  const scheme = transport.tls === null ? 'http' : 'https'
  const url = await listen(server, { scheme, port, host }).catch(async (error: unknown) => {
    await database.close()
    throw error
  })
  database.answersAt(url)
  const stopLogging = logUncaught(logger)
  process.stderr.write(`Hepatrial answers at ${url}\n`)
  const warning = plainNetworkWarning(host, transport)
  if (warning !== null) process.stderr.write(`${warning}\n`)
  await warnOfTrail(store, logger)
  await printSetupLink(store, url)
  const stopMail = mail === null ? null : startMail({ store, settings: mail, logger })
  const stopWatch = watchSignatures({ store, families: builtInFamilies, logger })
  const stopJobs = jobs.start()
  const stopSchedule = startSchedule({ store, jobs, logger })
  const watched = { store, dataDir, jobs, logger, sendsMail: mail !== null }
  const stopSystemWatch = startSystemWatch(watched)
  const stopClockWatch = createClockWatch({ store, logger }).start()
  const stop = stopper(server, logger, async () => {
    stopClockWatch()
    stopSchedule()
    stopSystemWatch()
    await stopJobs()
    await stopMail?.()
    await stopWatch()
    await database.close()
    stopLogging()
  })
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
  return { url, stop }
}

/** Every setting, before anything is opened or made: a start that fails has changed nothing. */
function checkedSettings(dataDir: string) {
  refuseFaultyAddresses(process.env)
  refuseFaultyFactorKey(dataDir, process.env['SECOND_FACTOR_KEY'])
  return {
    transport: transportSettings(process.env),
    mail: mailSettings(process.env),
    keeping: keepingOf(process.env),
    level: logLevelOf(process.env),
  }
}

/** Opens the database; an embedded one for this server alone. */
async function openAlone({ dataDir, databaseUrl }: ServeOptions) {
  const databaseReadUrl = process.env['DATABASE_READ_URL']
  const isEmbedded = databaseUrl === undefined || databaseUrl === ''
  const folder = isEmbedded ? await holdDataFolder(dataDir) : null
  try {
    const place = { dataDir, databaseUrl, databaseReadUrl }
    const store = await openToWork(place, systemActor({ part: 'start', studyId: null }))
    return {
      store,
      answersAt: (url: string) => folder?.answersAt(url),
      close: async (): Promise<void> => {
        await store.close()
        folder?.release()
      },
    }
  } catch (error) {
    folder?.release()
    throw error
  }
}

function serverFor(app: RequestListener, { tls }: TransportSettings): Server {
  return tls === null ? createServer(app) : createTlsServer(tls, app)
}

function listen(server: Server, at: ServerAddress): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new AddressInUseError(at) : error)
    })
    server.listen(at.port, at.host, () => {
      const address = server.address()
      resolve(urlOf({ ...at, port: isInfo(address) ? address.port : at.port }))
    })
  })
}

/** Another program answers at the address already. */
class AddressInUseError extends Error {
  override readonly name = 'AddressInUseError'
  constructor({ host, port }: { readonly host: string; readonly port: number }) {
    super(`Another program uses ${host}:${port} already. Choose another port with --port.`)
  }
}

function isInfo(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}

/**
 * A trail that was edited past the program is told of at the start, here and to the administrators. The
 * server starts all the same: what is stored can be read, and what comes after is linked to what is there.
 */
async function warnOfTrail(store: Store, logger: Logger): Promise<void> {
  const checked = await verifyTails(store)
  const { faults } = checked
  if (faults.length === 0) return
  logger.error({ faults }, 'the audit trail was altered')
  await noteTails(store, checked).catch((err: unknown) => {
    logger.error({ err }, 'the faults of the audit trail were not noted')
  })
  process.stderr.write(
    `Warning: the audit trail was altered past the program (${faults.length} faults at its end). ` +
      'Keep a copy of the database as it is, and run: hepatrial verify\n',
  )
}

/** The link stands on the terminal only: never in the log, and as a hash in the database. */
async function printSetupLink(store: Store, url: string): Promise<void> {
  const token = await offerSetup(store).catch((error: unknown) => {
    if (!isDiskFull(error)) throw error
    process.stderr.write(
      'The disk is full: what is stored can be read, and nothing can be saved.\n',
    )
    return null
  })
  if (token === null) return
  process.stderr.write(
    `No administrator yet. Open this link within 24 hours to make the first one:\n  ${url}/setup?token=${token}\n`,
  )
}

/** Requests that take longer than this at the end are cut off. */
const PATIENCE_MS = 10_000

function stopper(server: Server, logger: Logger, close: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    logger.info('stopping')
    const patience = setTimeout(() => {
      server.closeAllConnections()
    }, PATIENCE_MS)
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve()
      })
      server.closeIdleConnections()
    })
    clearTimeout(patience)
    await close()
  }
  return () => (stopping ??= stop())
}
