/** Where SDKs look for a Spotlight sidecar. */
export const defaultPort = 8969
