{{- define "errpredict.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "errpredict.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- define "errpredict.pod" -}}
automountServiceAccountToken: false
securityContext: {runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, seccompProfile: {type: RuntimeDefault}}
{{- end }}
{{- define "errpredict.container" -}}
image: {{ include "errpredict.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}
{{- end }}
{{- define "errpredict.env" -}}
- name: DATABASE_URL
  valueFrom: {secretKeyRef: {name: {{ .Values.secret }}, key: database-url}}
- name: ERRPREDICT_AUTH_SECRET
  valueFrom: {secretKeyRef: {name: {{ .Values.secret }}, key: auth-secret}}
{{- with .Values.env }}
{{ toYaml . }}
{{- end }}
{{- end }}
