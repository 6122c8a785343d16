{{- define "enterprise-proxy.name" -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "enterprise-proxy.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "enterprise-proxy.labels" -}}
{{ include "enterprise-proxy.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "enterprise-proxy.port" -}}
{{- dig "server" "port" 8080 .Values.config -}}
{{- end -}}

{{- define "enterprise-proxy.persistent" -}}
{{- if kindIs "bool" .Values.persistence.enabled -}}
{{- if .Values.persistence.enabled }}true{{ end -}}
{{- else if or .Values.config.broker (not (hasPrefix "jdbc:postgresql:" (dig "ledger" "url" "" .Values.config))) -}}
true
{{- end -}}
{{- end -}}
