package io.errpredict;

import io.errpredict.wire.ModelDescribeResponse;
import io.errpredict.wire.ModelOutcomeRequest;
import io.errpredict.wire.ModelOutcomeResponse;
import io.errpredict.wire.ModelPredictRequest;
import io.errpredict.wire.ModelPredictResponse;
import java.time.Instant;
import java.util.Map;

/** A trained model that answers one question at a time and learns from outcomes. */
public final class Model extends Handle {
    /** Opens a model as {@code train} gave it. */
    public Model(String model) {
        super("model", opened("model", Map.of("model", model)));
    }

    private Model(long address) {
        super("model", address);
    }

    /** Goes on where {@link #save} was called. */
    public static Model load(byte[] saved) {
        return new Model(loaded("model", saved));
    }

    /** What the model is, how good it was and what alerts it. */
    public ModelDescribeResponse describe() {
        return new ModelDescribeResponse(ask("describe", null, null));
    }

    /** Predicts for all services at a time, from the counts of a monitor or rollup. */
    public ModelPredictResponse predict(Counting counts, Instant at) {
        return predict(counts, new ModelPredictRequest().at(at.toString()));
    }

    /** Predicts from the counts of a monitor or rollup. */
    public ModelPredictResponse predict(Counting counts, ModelPredictRequest request) {
        return new ModelPredictResponse(ask("predict", request, counts));
    }

    /** Tells what came of a prediction. */
    public ModelOutcomeResponse outcome(ModelOutcomeRequest request) {
        return new ModelOutcomeResponse(ask("outcome", request, null));
    }
}
