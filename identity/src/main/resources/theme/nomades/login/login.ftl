<#import "template.ftl" as layout>
<#assign wrong = messagesPerField.existsError('username','password')>
<@layout.registrationLayout displayMessage=!wrong; section>
  <#if section = "header">
    ${msg("nomadesSignIn")}
  <#elseif section = "form">
    <form id="kc-form-login" action="${url.loginAction}" method="post">
      <#if wrong>
      <@layout.refusal id="input-error" text=messagesPerField.getFirstError('username','password')/>
      </#if>
      <#if !usernameHidden??>
      <label for="username">${msg("username")}</label>
      <input id="username" name="username" value="${login.username!''}" type="text" autocomplete="<#if nomadesShared!false>off<#else>username</#if>" autocapitalize="none" spellcheck="false" required autofocus<#if wrong> aria-invalid="true" aria-describedby="input-error"</#if>>
      </#if>
      <label for="password">${msg("password")}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required<#if usernameHidden??> autofocus</#if><#if wrong> aria-invalid="true" aria-describedby="input-error"</#if>>
      <input type="hidden" id="id-hidden-input" name="credentialId" value="${(auth.selectedCredential)!''}">
      <button id="kc-login" class="button" name="login" type="submit">${msg("doLogIn")}</button>
    </form>
    <#if !(nomadesShared!false) && !usernameHidden??>
    <p class="other"><a id="nomades-shared" href="/nomades/shared-computer">${msg("nomadesSharedOffer")}</a></p>
    </#if>
  </#if>
</@layout.registrationLayout>
