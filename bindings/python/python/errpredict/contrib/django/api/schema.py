"""Names for the descriptions that drf-spectacular writes: several columns have a `status`, each with words of its own.

```python
SPECTACULAR_SETTINGS = {"ENUM_NAME_OVERRIDES": ENUM_NAMES}
```
"""

from __future__ import annotations

from .. import vocabulary as words

#: For `ENUM_NAME_OVERRIDES`.
ENUM_NAMES = {
    name: words.words(all_of_them)
    for name, all_of_them in {
        "ActionStatus": words.ACTION_STATUSES,
        "Band": words.BANDS,
        "Depth": ("quick", "full", "deep"),
        "Difficulty": words.DIFFICULTIES,
        "InsightSeverity": words.INSIGHT_SEVERITIES,
        "InsightStatus": words.INSIGHT_STATUSES,
        "ModelStage": words.STAGES_OF_MODELS,
        "PipelineStage": words.PIPELINE_STAGES,
        "PipelineStatus": words.PIPELINE_STATUSES,
        "Severity": words.SEVERITIES,
        "TrainingStatus": words.TRAINING_STATUSES,
    }.items()
}
