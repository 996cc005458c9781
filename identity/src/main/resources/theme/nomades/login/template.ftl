<#import "footer.ftl" as loginFooter>
<#-- What was typed is refused: the sentence, which says its code, and what support asks for. -->
<#macro refusal id text>
<div class="notice notice-problem" role="alert">
  <p id="${id}">${text}</p>
  <p class="facts-line"><@time/> · <code>${nomadesCorrelation}</code> · <a href="/nomades/sos?<#list text?matches("NOM-[A-Z]{3}-[0-9]{3}") as code>code=${code}&amp;<#break></#list>correlation=${nomadesCorrelation}">${msg("nomadesSos")}</a></p>
</div>
</#macro>
<#macro time><#setting locale=lang><#setting time_zone="Europe/Paris"><time id="nomades-time" datetime="${nomadesTime}">${nomadesTime?datetime.iso?string("d MMMM yyyy, HH:mm:ss")}</time></#macro>
<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<!DOCTYPE html>
<html lang="${lang}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <meta name="robots" content="noindex">
  <title><#if nomadesCode??>${msg(nomadesCode)}<#else>${msg("nomadesTitle")}</#if> · Nomades</title>
  <link rel="icon" href="${url.resourcesPath}/img/nomades.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${url.resourcesPath}/css/nomades.css">
  <#if nomadesCode??><script src="/nomades/assets/copy.js" defer></script></#if>
  <#if url.hasAction()><script type="module" src="${url.resourcesPath}/js/history.js"></script></#if>
<#-- The end tag of "head" is left out on purpose (HTML allows it): Keycloak would put an inline script before it. -->
<body data-page-id="login-${pageId}"<#if url.hasAction()> data-action="${url.loginAction}"</#if>>
  <header class="site-header"><div class="wrap">
    <a class="wordmark" href="/intraparis/">Nomades</a>
    <p>${msg("nomadesTagline")}</p>
  </div></header>
  <main class="wrap" id="content">
    <h1 id="kc-page-title"><#nested "header"></h1>
    <#if nomadesShared!false>
    <section class="notice" id="nomades-shared-on" aria-label="${msg("nomadesSharedTitle")}"><p><strong>${msg("nomadesSharedTitle")}.</strong> ${msg("nomadesSharedMeans")}</p>
      <p><a id="nomades-own" href="/nomades/own-computer">${msg("nomadesSharedOff")}</a></p></section>
    </#if>
    <#if auth?has_content && auth.showUsername() && !auth.showResetCredentials()>
    <p class="hint">${msg("nomadesSigningInAs")} <strong id="kc-attempted-username">${auth.attemptedUsername}</strong>
      <a id="reset-login" href="${url.loginRestartFlowUrl}">${msg("nomadesNotYou")}</a></p>
    </#if>
    <#if displayMessage && message?has_content && (message.type != 'warning' || !isAppInitiatedAction??)>
    <#if message.type = 'error'><@refusal id="kc-feedback" text=message.summary/>
    <#else><p class="notice" id="kc-feedback" role="status">${message.summary}</p></#if>
    </#if>
    <#nested "form">
    <#if auth?has_content && auth.showTryAnotherWayLink()>
    <form id="kc-select-try-another-way-form" action="${url.loginAction}" method="post">
      <button id="try-another-way" class="button secondary" type="submit" name="tryAnotherWay" value="on">${msg("doTryAnotherWay")}</button>
    </form>
    </#if>
    <#if displayInfo><div id="kc-info"><#nested "info"></div></#if>
    <#if nomadesCode??>
    <dl class="facts">
      <div><dt>${msg("nomadesCode")}</dt><dd><code id="nomades-code">${nomadesCode}</code></dd></div>
      <div><dt>${msg("nomadesTime")}</dt><dd><@time/></dd></div>
      <div><dt>${msg("nomadesCorrelation")}</dt><dd><code id="nomades-correlation">${nomadesCorrelation}</code></dd></div>
    </dl>
    <p><button class="button secondary" type="button" data-copy hidden data-done="${msg("nomadesCopied")}" data-failed="${msg("nomadesNotCopied")}">${msg("nomadesCopy")}</button> <span id="copied" role="status"></span></p>
    <p><a id="sos" href="/nomades/sos?code=${nomadesCode}&amp;correlation=${nomadesCorrelation}">${msg("nomadesSos")}</a></p>
    </#if>
  </main>
  <@loginFooter.content/>
</body>
</html>
</#macro>
