<#macro content>
  <footer class="site-footer"><div class="wrap">
    <p id="nomades-support"><#if nomadesCode??>${msg("nomadesSupportWithCode")}<#else>${msg("nomadesSupport")}</#if>
      <a href="tel:${properties.supportPhone?replace(" ", "")}">${properties.supportPhone}</a></p>
    <#-- Of a spent link Keycloak keeps no language: the link to the other one would lead back to the same page. -->
    <#if realm.internationalizationEnabled && locale.supported?size gt 1 && (nomadesCode!"") != "NOM-PRV-005">
    <p><#list locale.supported?filter(l -> l.languageTag != locale.currentLanguageTag) as l><a href="${l.url}" lang="${l.languageTag}" hreflang="${l.languageTag}">${msg("nomadesLanguage_" + l.languageTag)}</a></#list></p>
    </#if>
  </div></footer>
</#macro>
