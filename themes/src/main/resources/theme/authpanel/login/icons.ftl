<#-- Glyphs are drawn by authpanel.css as masks, so that they take the colour of the text around them. -->
<#macro icon name><span class="ap-icon ap-icon-${name}" aria-hidden="true"></span></#macro>

<#-- The mark: a gear with a keyhole. The dashes of the outer circle are its teeth. -->
<#macro mark>
<svg class="ap-mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
  <circle class="ap-mark-teeth" cx="20" cy="20" r="16" pathLength="80" stroke-dasharray="6 4" stroke-width="5" fill="none" stroke="currentColor" />
  <circle cx="20" cy="20" r="12.5" stroke-width="4" fill="none" stroke="currentColor" />
  <path d="M20 13.5a4 4 0 0 1 2 7.46l1.2 5.54h-6.4l1.2-5.54a4 4 0 0 1 2-7.46z" fill="currentColor" />
</svg>
</#macro>

<#-- Two gears that mesh, cut by the edge of the side. -->
<#macro art>
<svg class="ap-art" viewBox="0 0 400 400" aria-hidden="true" focusable="false">
  <g fill="none" stroke="currentColor">
    <circle cx="270" cy="250" r="152" pathLength="120" stroke-dasharray="3 3" stroke-width="24" />
    <circle cx="270" cy="250" r="126" stroke-width="30" />
    <circle cx="270" cy="250" r="64" stroke-width="14" />
    <g transform="rotate(6 66 96)">
      <circle cx="66" cy="96" r="82" pathLength="66" stroke-dasharray="3 3" stroke-width="22" />
      <circle cx="66" cy="96" r="60" stroke-width="24" />
      <circle cx="66" cy="96" r="24" stroke-width="10" />
    </g>
  </g>
</svg>
</#macro>
