import { chromium } from '@playwright/test'
import { readFileSync } from 'node:fs'
const base='http://127.0.0.1:34811'
const log=readFileSync('/tmp/cdev/server.log','utf8')
const code=/rcs_\S+/.exec(log)?.[0]
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']})
const c=await b.newContext({viewport:{width:1440,height:900}}); const p=await c.newPage()
p.on('console',m=>{if(m.type()==='error')console.log('CONSOLE',m.text())}); p.on('pageerror',e=>console.log('PAGEERR',e.message))
await p.goto(base+'/setup'); await p.waitForLoadState('networkidle')
await p.screenshot({path:'/tmp/shots/setup.png'})
await p.getByLabel('One-time code').fill(code)
await p.getByLabel('Your name').fill('Maya Lindqvist')
await p.getByLabel('E-mail address').fill('maya@rollcall.example')
await p.getByLabel('Password').fill('correct horse battery staple')
await p.getByRole('button',{name:'Create owner'}).click()
await p.waitForURL(base+'/')
await p.screenshot({path:'/tmp/shots/tenants-empty.png'})
await c.storageState({path:'/tmp/cdev/state.json'})
const gql=async(query,variables)=>{const r=await c.request.post(base+'/graphql',{headers:{'x-rollcall-csrf':'1','origin':base,'content-type':'application/json'},data:{query,variables}});const j=await r.json(); if(j.errors) console.log(JSON.stringify(j.errors)); return j.data}
const tenants=[]
for(const [slug,name] of [['acme','Acme Travel'],['northwind','Northwind Logistics'],['helio','Helio Health']]){
 const d=await gql('mutation($i:CreateTenantInput!){createTenant(input:$i){tenant{id slug} userErrors{path message}}}',{i:{slug,name}}); console.log(JSON.stringify(d)); tenants.push(d.createTenant.tenant)}
const t=tenants[0].id
const org=(await gql('mutation($i:CreateOrganisationInput!){createOrganisation(input:$i){organisation{id} userErrors{message}}}',{i:{tenantId:t,name:'Acme Europe'}})).createOrganisation.organisation.id
await gql('mutation($i:CreateOrganisationInput!){createOrganisation(input:$i){organisation{id} userErrors{message}}}',{i:{tenantId:t,name:'Acme Americas'}})
const mk=async(i)=>{const d=await gql('mutation($i:CreateDirectoryInput!){createDirectory(input:$i){directory{id slug scimBaseUrl} userErrors{path message}}}',{i});console.log(JSON.stringify(d));return d.createDirectory.directory}
const dir=await mk({tenantId:t,slug:'okta',name:'Okta',preset:'OKTA_CATALOGUE',organisationId:org,rolePrefix:'Envi_',activate:true})
const dir2=await mk({tenantId:t,slug:'contractors',name:'Contractors',preset:'OKTA_WIZARD',activate:true})
await mk({tenantId:t,slug:'entra-pilot',name:'Entra pilot',preset:'ENTRA'})
await mk({tenantId:tenants[1].id,slug:'okta',name:'Okta',preset:'OKTA_WIZARD',activate:true})
const tok=async(directoryId,name,days)=>(await gql('mutation($i:CreateTokenInput!){createToken(input:$i){token credential{id} userErrors{message}}}',{i:{directoryId,name,...(days?{expiresAt:new Date(Date.now()+days*864e5).toISOString()}:{})}})).createToken
const t1=await tok(dir.id,'Okta production',365); const t0=await tok(dir.id,'Okta, first try',9); const told=await tok(dir.id,'Pasted into the wrong app',30)
await gql('mutation($i:RevokeCredentialInput!){revokeCredential(input:$i){userErrors{message}}}',{i:{id:told.credential.id}})
await gql('mutation($i:CreateBasicCredentialInput!){createBasicCredential(input:$i){userErrors{message}}}',{i:{directoryId:dir.id,name:'Legacy sync job'}})
const t2=await tok(dir2.id,'Wizard app',180)
await gql('mutation($i:CreateApiKeyInput!){createApiKey(input:$i){userErrors{message}}}',{i:{name:'Nightly export',role:'AUDITOR',tenantId:t}})
await gql('mutation($i:CreateApiKeyInput!){createApiKey(input:$i){userErrors{message}}}',{i:{name:'Terraform',role:'OWNER'}})
await gql('mutation($i:CreateAdminInput!){createAdmin(input:$i){userErrors{message}}}',{i:{email:'jonas@acme.example',name:'Jonas Weber',role:'TENANT_ADMIN',tenantId:t}})
await gql('mutation($i:CreateAdminInput!){createAdmin(input:$i){userErrors{message}}}',{i:{email:'audit@rollcall.example',name:'Priya Raman',role:'AUDITOR'}})
const first='Ann Bela Carlos Dana Elif Farid Greta Hugo Ines Jonas Kira Liam Mona Nils Olga Pavel Quinn Rosa Samir Tara Umar Vera Wanda Xenia Yusuf Zoe'.split(' ')
const last='Ahlgren Bauer Costa Dietrich Evans Fischer Garcia Haddad Ivanov Jensen Keller Lopez Meyer Novak Okafor Petrov Quist Rossi Schmidt Tanaka Ueda Vogel Weber Xu Young Zhou'.split(' ')
const depts=['Procurement','Finance','Engineering','People','Sales']
const titles=['Buyer','Controller','Engineer','HR partner','Account manager']
const scim=async(token,m,path,body)=>{const r=await fetch(`${base}/scim/v2${path}`,{method:m,headers:{authorization:`Bearer ${token}`,'content-type':'application/scim+json'},...(body?{body:JSON.stringify(body)}:{})});const x=r.status===204?null:await r.json();if(r.status>=400)console.log(m,path,JSON.stringify(x).slice(0,300));return x}
const ids=[]
for(let i=0;i<128;i++){const f=first[i%26],l=last[(i*7+Math.floor(i/26)*3)%26];const un=`${f}.${l}`.toLowerCase()+(i>=104?i:'')+'@acme.example'
 const u=await scim(t1.token,'POST','/Users',{schemas:['urn:ietf:params:scim:schemas:core:2.0:User','urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],userName:un,externalId:'00u'+(1e9+i*7919).toString(36)+'Xq',name:{givenName:f,familyName:l},displayName:`${f} ${l}`,emails:[{value:un,type:'work',primary:true}],title:titles[i%5],preferredLanguage:'en-GB',active:true,'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User':{department:depts[i%5],employeeNumber:String(4000+i)}})
 ids.push(u.id)}
const groups={'Envi_Buyer':0,'Envi_Approver':1,'Envi_Administrator':2,'Envi_Viewer':3,'All Employees':-1,'Sales EMEA':4}
for(const [name,k] of Object.entries(groups)){await scim(t1.token,'POST','/Groups',{schemas:['urn:ietf:params:scim:schemas:core:2.0:Group'],displayName:name,externalId:'00g'+name.replace(/\W/g,'')+'Zk',members:ids.filter((_,i)=>k===-1||i%5===k).map(value=>({value}))})}
for(const i of [3,17,29,61])await scim(t1.token,'PATCH',`/Users/${ids[i]}`,{schemas:['urn:ietf:params:scim:api:messages:2.0:PatchOp'],Operations:[{op:'replace',value:{active:false}}]})
await scim(t1.token,'PATCH',`/Users/${ids[0]}`,{schemas:['urn:ietf:params:scim:api:messages:2.0:PatchOp'],Operations:[{op:'replace',path:'title',value:'Senior buyer'},{op:'replace',path:'name.familyName',value:'Ahlgren-Costa'},{op:'replace',path:'displayName',value:'Ann Ahlgren-Costa'}]})
for(let i=0;i<6;i++)await scim(t2.token,'POST','/Users',{schemas:['urn:ietf:params:scim:schemas:core:2.0:User'],userName:`c${i}@partner.example`,name:{givenName:first[i+8],familyName:last[i+3]},displayName:`${first[i+8]} ${last[i+3]}`,emails:[{value:`c${i}@partner.example`,type:'work',primary:true}],active:true})

const gs=await scim(t1.token,'GET','/Groups?filter='+encodeURIComponent('displayName eq "Envi_Buyer"'))
const gid=gs.Resources[0].id
await scim(t2.token,'POST','/Groups',{schemas:['urn:ietf:params:scim:schemas:core:2.0:Group'],displayName:'Freelancers',members:[]})
await scim(t1.token,'PATCH',`/Groups/${gid}`,{schemas:['urn:ietf:params:scim:api:messages:2.0:PatchOp'],Operations:[{op:'add',path:'members',value:[{value:ids[1]},{value:ids[2]}]}]})
await tok(dir2.id,'Wizard app, next year',365)
await scim(t1.token,'PATCH',`/Users/${ids[40]}`,{schemas:['urn:ietf:params:scim:api:messages:2.0:PatchOp'],Operations:[{op:'replace',path:'title',value:'Head of procurement'}]})
await gql('mutation($i:UpdateDirectoryInput!){updateDirectory(input:$i){userErrors{message}}}',{i:{id:dir.id,rolePrefixCaseExact:true}})
await scim(t1.token,'PATCH',`/Users/${ids[77]}`,{schemas:['urn:ietf:params:scim:api:messages:2.0:PatchOp'],Operations:[{op:'replace',value:{active:false}}]})
const bigT=(await gql('mutation($i:CreateTenantInput!){createTenant(input:$i){tenant{id} userErrors{path message}}}',{i:{slug:'globex',name:'Globex'}})).createTenant.tenant.id
const bd=await mk({tenantId:bigT,slug:'okta',name:'Okta',preset:'OKTA_CATALOGUE',rolePrefix:'Envi_',activate:true}); const bt=await tok(bd.id,'Okta production')
const par=async(n,f)=>{let k=0;await Promise.all(Array.from({length:12},async()=>{while(k<n)await f(k++)}))}
const bids=[];const t0_=Date.now()
await par(10000,async i=>{const f=first[i%26],l=last[(i*7)%26];const u=await scim(bt.token,'POST','/Users',{schemas:['urn:ietf:params:scim:schemas:core:2.0:User'],userName:`${f}.${l}.${i}@globex.example`.toLowerCase(),externalId:'00u'+i,name:{givenName:f,familyName:l},displayName:`${f} ${l} ${i}`,emails:[{value:`${f}.${l}.${i}@globex.example`.toLowerCase(),type:'work',primary:true}],active:true});bids.push(u.id)})
await par(1000,async i=>{await scim(bt.token,'POST','/Groups',{schemas:['urn:ietf:params:scim:schemas:core:2.0:Group'],displayName:i%100===0?`Envi_Role ${i}`:`Team ${i}`,externalId:'00g'+i,members:Array.from({length:i===0?10000:30},(_,k)=>({value:bids[(i*31+k)%10000]}))})})
console.log('big',Date.now()-t0_)
await b.close()
