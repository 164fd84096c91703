/** Of an arrival: the tab whose page sent it. What is in its traces is of that tab. */
export const tabParameter = 'footlight_tab'
