<#import "template.ftl" as layout>
<#assign code = nomadesCode!"NOM-SES-005">
<@layout.registrationLayout displayMessage=false; section>
  <#if section = "header">
    ${msg(code)}
  <#elseif section = "form">
    <div id="kc-error-message">
      <#if code = "NOM-SES-005" && message?has_content><p class="instruction">${message.summary}</p></#if>
      <p class="instruction" id="nomades-cure">${msg(code + ".cure")}</p>
      <#if (client.baseUrl)?has_content>
      <p><a id="backToApplication" class="button" href="${client.baseUrl}">${msg("nomadesBack")}</a></p>
      <#else>
      <p><a id="backToApplication" class="button" href="/intraparis/">${msg("nomadesBack")}</a></p>
      </#if>
    </div>
  </#if>
</@layout.registrationLayout>
