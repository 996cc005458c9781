<#import "template.ftl" as layout>
<#assign wrong = messagesPerField.existsError('totp')>
<@layout.registrationLayout displayMessage=!wrong; section>
  <#if section = "header">
    ${msg("nomadesOtpTitle")}
  <#elseif section = "form">
    <form id="kc-otp-login-form" action="${url.loginAction}" method="post">
      <#if wrong>
      <@layout.refusal id="input-error-otp" text=messagesPerField.getFirstError('totp')/>
      </#if>
      <#if otpLogin.userOtpCredentials?size gt 1>
      <fieldset>
        <legend>${msg("nomadesOtpDevice")}</legend>
        <#list otpLogin.userOtpCredentials as otpCredential>
        <p class="choice">
          <input id="kc-otp-credential-${otpCredential?index}" type="radio" name="selectedCredentialId" value="${otpCredential.id}"<#if otpCredential.id == (otpLogin.selectedCredentialId!'')> checked</#if>>
          <label for="kc-otp-credential-${otpCredential?index}">${otpCredential.userLabel!''}</label>
        </p>
        </#list>
      </fieldset>
      <#else>
      <input type="hidden" name="selectedCredentialId" value="${otpLogin.selectedCredentialId!''}">
      </#if>
      <label for="otp">${msg("loginOtpOneTime")}</label>
      <p class="hint" id="otp-hint">${msg("nomadesOtpHint")}</p>
      <input id="otp" name="otp" type="text" inputmode="numeric" autocomplete="<#if nomadesShared!false>off<#else>one-time-code</#if>" spellcheck="false" maxlength="8" required autofocus aria-describedby="otp-hint<#if wrong> input-error-otp</#if>"<#if wrong> aria-invalid="true"</#if>>
      <button id="kc-login" class="button" name="login" type="submit">${msg("doLogIn")}</button>
    </form>
  </#if>
</@layout.registrationLayout>
