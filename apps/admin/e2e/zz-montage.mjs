import { chromium } from '@playwright/test'
const [out,h,w,...names]=process.argv.slice(2)
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--allow-file-access-from-files']})
const p=await b.newPage({viewport:{width:names.length*(+w+10),height:+h}})
const {writeFileSync}=await import('node:fs')
writeFileSync('/tmp/cdev/m.html',`<body style="margin:0;display:flex;gap:10px;background:#999">${names.map(n=>`<div style="width:${w}px;height:${h}px;overflow:hidden;flex:none"><img style="width:${w}px" src="file:///tmp/shots/${n}.png"></div>`).join('')}`)
await p.goto('file:///tmp/cdev/m.html');await p.waitForLoadState('load')
await p.screenshot({path:out});await b.close()
