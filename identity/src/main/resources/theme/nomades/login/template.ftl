<#import "footer.ftl" as loginFooter>
<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<!DOCTYPE html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <title>${msg("nomadesTitle")}</title>
  <link rel="icon" href="${url.resourcesPath}/img/nomades.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${url.resourcesPath}/css/nomades.css">
  <#if url.hasAction()><script type="module" src="${url.resourcesPath}/js/history.js"></script></#if>
<#-- The end tag of "head" is left out on purpose (HTML allows it): Keycloak would put an inline script before it. -->
<body data-page-id="login-${pageId}"<#if url.hasAction()> data-action="${url.loginAction}"</#if>>
  <header class="bar">
    <p class="name">Nomades</p>
    <#if realm.internationalizationEnabled && locale.supported?size gt 1>
    <nav aria-label="${msg("languages")}">
      <ul class="languages">
        <#list locale.supported?sort_by("languageTag")?reverse as l>
        <li><a href="${l.url}" lang="${l.languageTag}" hreflang="${l.languageTag}"<#if l.languageTag == locale.currentLanguageTag> aria-current="true"</#if>>${msg("nomadesLanguage_" + l.languageTag)}</a></li>
        </#list>
      </ul>
    </nav>
    </#if>
  </header>
  <main>
    <h1 id="kc-page-title"><#nested "header"></h1>
    <#if auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
    <p class="who">${msg("nomadesSigningInAs")} <strong id="kc-attempted-username">${auth.attemptedUsername}</strong>
      <a id="reset-login" href="${url.loginRestartFlowUrl}">${msg("nomadesNotYou")}</a></p>
    </#if>
    <#if displayMessage && message?has_content && (message.type != 'warning' || !isAppInitiatedAction??)>
    <p class="notice ${message.type}" id="kc-feedback" <#if message.type = 'error'>role="alert"<#else>role="status"</#if>>${message.summary}</p>
    </#if>
    <#nested "form">
    <#if auth?has_content && auth.showTryAnotherWayLink()>
    <form id="kc-select-try-another-way-form" action="${url.loginAction}" method="post">
      <button id="try-another-way" class="second" type="submit" name="tryAnotherWay" value="on">${msg("doTryAnotherWay")}</button>
    </form>
    </#if>
    <#if displayInfo><div id="kc-info"><#nested "info"></div></#if>
    <#if nomadesCode??>
    <dl class="facts">
      <dt>${msg("nomadesCode")}</dt><dd id="nomades-code">${nomadesCode}</dd>
      <dt>${msg("nomadesTime")}</dt><dd id="nomades-time">${nomadesTime}</dd>
      <dt>${msg("nomadesCorrelation")}</dt><dd id="nomades-correlation">${nomadesCorrelation}</dd>
    </dl>
    </#if>
  </main>
  <@loginFooter.content/>
</body>
</html>
</#macro>
