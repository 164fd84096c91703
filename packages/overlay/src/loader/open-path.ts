/** Where a tab keeps the place of the open panel while it reloads. */
export const OPEN_PATH = 'footlight-open'
