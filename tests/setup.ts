import fc from 'fast-check'

// One sequence of random cases for every run, so that a red run can be repeated. Another one:
// FAST_CHECK_SEED=… npm run test:unit
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? '20261121') })
