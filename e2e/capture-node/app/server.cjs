const http = require('node:http')
const { serve } = require('./harbour.cjs')

serve(http)
