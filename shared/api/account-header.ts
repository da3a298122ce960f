/**
 * Names the account that a request is meant to act as; optional. Where the session is another
 * account's, the request is refused as if nobody were signed in.
 */
export const ACCOUNT_HEADER = 'x-hepatrial-account'
