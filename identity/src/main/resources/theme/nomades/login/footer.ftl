<#macro content>
  <footer>
    <p id="nomades-support"><#if nomadesCode??>${msg("nomadesSupportWithCode")}<#else>${msg("nomadesSupport")}</#if>
      <a href="tel:${properties.supportPhone?replace(" ", "")}">${properties.supportPhone}</a></p>
  </footer>
</#macro>
