/** Where a tab keeps the token for the panel, which is of the page's own origin. */
export const TOKEN_KEY = 'footlight-token'
