/** How what we captured ourselves is named, for want of an SDK in the page. */
export const CAPTURE_SDK = 'footlight.page'
