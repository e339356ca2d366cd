import { chromium } from '@playwright/test'
const base='http://127.0.0.1:34811'
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']})
for(const [v,o] of Object.entries({d:{viewport:{width:1280,height:800}},n:{viewport:{width:380,height:800}},k:{viewport:{width:1280,height:800},colorScheme:'dark'}})){
 const c=await b.newContext({...o,storageState:'/tmp/cdev/state.json'});const p=await c.newPage()
 p.on('console',m=>{if(m.type()==='error')console.log(v,m.text().slice(0,300))});p.on('pageerror',e=>console.log(v,e.message))
 await p.goto(base+'/t/acme');await p.waitForLoadState('networkidle')
 await p.keyboard.press('Control+k');await p.getByPlaceholder(/Go to/).fill('an');await p.waitForTimeout(700);await p.screenshot({path:`/tmp/shots/palette-${v}.png`});await p.keyboard.press('Escape');await p.waitForTimeout(200)
 if(v==='n'){await p.locator('header summary').first().click();await p.waitForTimeout(100);await p.screenshot({path:`/tmp/shots/drawer-${v}.png`})}
 else {await p.locator('aside summary',{hasText:'Account'}).click();await p.waitForTimeout(100);await p.screenshot({path:`/tmp/shots/account-${v}.png`});await p.keyboard.press('Escape');await p.locator('summary',{hasText:'Tenant:'}).first().click();await p.waitForTimeout(100);await p.screenshot({path:`/tmp/shots/switcher-${v}.png`})}
 await p.goto(base+'/t/acme/directories/contractors/credentials?dialog=token');await p.waitForLoadState('networkidle');await p.getByRole('dialog').getByRole('button',{name:'Create token'}).click();await p.getByText('Copy the token now').waitFor();await p.waitForTimeout(150);await p.getByRole('button',{name:'Copy token'}).click();await p.waitForTimeout(150);await p.screenshot({path:`/tmp/shots/secret-${v}.png`})
 await p.goto(base+'/t/acme/organisations?dialog=create');await p.waitForLoadState('networkidle');await p.getByRole('dialog').getByLabel('Name').fill('Org '+v);await p.getByRole('dialog').getByRole('button',{name:'Create'}).click();await p.waitForTimeout(700);await p.screenshot({path:`/tmp/shots/toast-${v}.png`})
 const c2=await b.newContext(o);const p2=await c2.newPage();await p2.goto(base+'/sign-in');await p2.getByLabel('E-mail').fill('a@b.c');await p2.getByLabel('Password').fill('nonsense');await p2.getByRole('button',{name:'Sign in'}).click();await p2.waitForTimeout(900);await p2.screenshot({path:`/tmp/shots/signin-${v}.png`})
}
await b.close()
