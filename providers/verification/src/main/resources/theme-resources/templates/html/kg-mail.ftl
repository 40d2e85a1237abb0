<#-- What mails are made of. Styles stand on the elements: mail programs drop style sheets. -->
<#macro paragraph><p style="margin:0 0 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif"><#nested></p></#macro>
