using System.Runtime.CompilerServices;
using TensorFlow;

namespace Keras;

/// <summary>
/// Training, evaluation and prediction on sequences of rows: <c>IEnumerable&lt;float[]&gt;</c>, <c>IEnumerable&lt;int&gt;</c>. Each
/// sequence is enumerated once
/// and copied; see <see cref="Data.FromRows"/>.
/// </summary>
public static class RowSequences
{
    /// <param name="model">The model.</param>
    extension(Model model)
    {
        ///
        /// <inheritdoc cref="Model.Fit(Data, Data, int, int, double, Dataset, Shuffle, Dictionary{int, float}, Data, int, int?, IReadOnlyList{Callback}, long?, Verbosity, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        [OverloadResolutionPriority(-1)]
        public History Fit<TX, TY>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            int epochs = 1,
            int batchSize = 32,
            double validationSplit = 0,
            Dataset? validationData = null,
            Shuffle shuffle = default,
            Dictionary<int, float>? classWeight = null,
            Data? sampleWeight = null,
            int initialEpoch = 0,
            int? stepsPerExecution = null,
            IReadOnlyList<Callback>? callbacks = null,
            long? seed = null,
            Verbosity verbose = Verbosity.ProgressBar,
            CancellationToken cancellationToken = default) =>
            model.Fit(Data.FromRows(x), Data.FromRows(y), epochs, batchSize, validationSplit, validationData, shuffle,
                classWeight, sampleWeight, initialEpoch, stepsPerExecution, callbacks, seed, verbose, cancellationToken);

        ///
        /// <inheritdoc cref="Model.Fit(Data, Data, int, int, double, Dataset, Shuffle, Dictionary{int, float}, Data, int, int?, IReadOnlyList{Callback}, long?, Verbosity, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public History Fit<TX>(
            IEnumerable<TX> x,
            Data y,
            int epochs = 1,
            int batchSize = 32,
            double validationSplit = 0,
            Dataset? validationData = null,
            Shuffle shuffle = default,
            Dictionary<int, float>? classWeight = null,
            Data? sampleWeight = null,
            int initialEpoch = 0,
            int? stepsPerExecution = null,
            IReadOnlyList<Callback>? callbacks = null,
            long? seed = null,
            Verbosity verbose = Verbosity.ProgressBar,
            CancellationToken cancellationToken = default) =>
            model.Fit(Data.FromRows(x), y, epochs, batchSize, validationSplit, validationData, shuffle, classWeight,
                sampleWeight, initialEpoch, stepsPerExecution, callbacks, seed, verbose, cancellationToken);

        ///
        /// <inheritdoc cref="Model.Fit(Data, Data, int, int, double, Dataset, Shuffle, Dictionary{int, float}, Data, int, int?, IReadOnlyList{Callback}, long?, Verbosity, CancellationToken)"/>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        public History Fit<TY>(
            Data x,
            IEnumerable<TY> y,
            int epochs = 1,
            int batchSize = 32,
            double validationSplit = 0,
            Dataset? validationData = null,
            Shuffle shuffle = default,
            Dictionary<int, float>? classWeight = null,
            Data? sampleWeight = null,
            int initialEpoch = 0,
            int? stepsPerExecution = null,
            IReadOnlyList<Callback>? callbacks = null,
            long? seed = null,
            Verbosity verbose = Verbosity.ProgressBar,
            CancellationToken cancellationToken = default) =>
            model.Fit(x, Data.FromRows(y), epochs, batchSize, validationSplit, validationData, shuffle, classWeight,
                sampleWeight, initialEpoch, stepsPerExecution, callbacks, seed, verbose, cancellationToken);

        /// <inheritdoc cref="Model.Fit(Data, Data, FitOptions, IProgress{TrainingProgress}, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        [OverloadResolutionPriority(-1)]
        public History Fit<TX, TY>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            FitOptions options,
            IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellationToken = default) =>
            model.Fit(Data.FromRows(x), Data.FromRows(y), options, progress, cancellationToken);

        /// <inheritdoc cref="Model.Fit(Data, Data, FitOptions, IProgress{TrainingProgress}, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public History Fit<TX>(
            IEnumerable<TX> x,
            Data y,
            FitOptions options,
            IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellationToken = default) =>
            model.Fit(Data.FromRows(x), y, options, progress, cancellationToken);

        /// <inheritdoc cref="Model.Fit(Data, Data, FitOptions, IProgress{TrainingProgress}, CancellationToken)"/>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        public History Fit<TY>(
            Data x,
            IEnumerable<TY> y,
            FitOptions options,
            IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellationToken = default) =>
            model.Fit(x, Data.FromRows(y), options, progress, cancellationToken);

        /// <inheritdoc cref="Model.FitAsync(Data, Data, FitOptions, IProgress{TrainingProgress}, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        [OverloadResolutionPriority(-1)]
        public Task<History> FitAsync<TX, TY>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            FitOptions options,
            IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellationToken = default) =>
            model.FitAsync(Data.FromRows(x), Data.FromRows(y), options, progress, cancellationToken);

        /// <inheritdoc cref="Model.FitAsync(Data, Data, FitOptions, IProgress{TrainingProgress}, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public Task<History> FitAsync<TX>(
            IEnumerable<TX> x,
            Data y,
            FitOptions options,
            IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellationToken = default) =>
            model.FitAsync(Data.FromRows(x), y, options, progress, cancellationToken);

        /// <inheritdoc cref="Model.FitAsync(Data, Data, FitOptions, IProgress{TrainingProgress}, CancellationToken)"/>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        public Task<History> FitAsync<TY>(
            Data x,
            IEnumerable<TY> y,
            FitOptions options,
            IProgress<TrainingProgress>? progress = null,
            CancellationToken cancellationToken = default) =>
            model.FitAsync(x, Data.FromRows(y), options, progress, cancellationToken);

        /// <inheritdoc cref="Model.Evaluate(Data, Data, int?, Data, IReadOnlyList{Callback}, Verbosity, int?, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        [OverloadResolutionPriority(-1)]
        public Evaluation Evaluate<TX, TY>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            int? batchSize = null,
            Data? sampleWeight = null,
            IReadOnlyList<Callback>? callbacks = null,
            Verbosity verbose = Verbosity.ProgressBar,
            int? steps = null,
            CancellationToken cancellationToken = default) =>
            model.Evaluate(Data.FromRows(x), Data.FromRows(y), batchSize, sampleWeight, callbacks, verbose, steps, cancellationToken);

        /// <inheritdoc cref="Model.Evaluate(Data, Data, int?, Data, IReadOnlyList{Callback}, Verbosity, int?, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public Evaluation Evaluate<TX>(
            IEnumerable<TX> x,
            Data y,
            int? batchSize = null,
            Data? sampleWeight = null,
            IReadOnlyList<Callback>? callbacks = null,
            Verbosity verbose = Verbosity.ProgressBar,
            int? steps = null,
            CancellationToken cancellationToken = default) =>
            model.Evaluate(Data.FromRows(x), y, batchSize, sampleWeight, callbacks, verbose, steps, cancellationToken);

        /// <inheritdoc cref="Model.Evaluate(Data, Data, int?, Data, IReadOnlyList{Callback}, Verbosity, int?, CancellationToken)"/>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        public Evaluation Evaluate<TY>(
            Data x,
            IEnumerable<TY> y,
            int? batchSize = null,
            Data? sampleWeight = null,
            IReadOnlyList<Callback>? callbacks = null,
            Verbosity verbose = Verbosity.ProgressBar,
            int? steps = null,
            CancellationToken cancellationToken = default) =>
            model.Evaluate(x, Data.FromRows(y), batchSize, sampleWeight, callbacks, verbose, steps, cancellationToken);

        /// <inheritdoc cref="Model.EvaluateAsync(Data, Data, int?, Data, IReadOnlyList{Callback}, Verbosity, int?, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        [OverloadResolutionPriority(-1)]
        public Task<Evaluation> EvaluateAsync<TX, TY>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            int? batchSize = null,
            Data? sampleWeight = null,
            IReadOnlyList<Callback>? callbacks = null,
            Verbosity verbose = Verbosity.ProgressBar,
            int? steps = null,
            CancellationToken cancellationToken = default) =>
            model.EvaluateAsync(Data.FromRows(x), Data.FromRows(y), batchSize, sampleWeight, callbacks, verbose, steps, cancellationToken);

        /// <inheritdoc cref="Model.EvaluateAsync(Data, Data, int?, Data, IReadOnlyList{Callback}, Verbosity, int?, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public Task<Evaluation> EvaluateAsync<TX>(
            IEnumerable<TX> x,
            Data y,
            int? batchSize = null,
            Data? sampleWeight = null,
            IReadOnlyList<Callback>? callbacks = null,
            Verbosity verbose = Verbosity.ProgressBar,
            int? steps = null,
            CancellationToken cancellationToken = default) =>
            model.EvaluateAsync(Data.FromRows(x), y, batchSize, sampleWeight, callbacks, verbose, steps, cancellationToken);

        /// <inheritdoc cref="Model.EvaluateAsync(Data, Data, int?, Data, IReadOnlyList{Callback}, Verbosity, int?, CancellationToken)"/>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        public Task<Evaluation> EvaluateAsync<TY>(
            Data x,
            IEnumerable<TY> y,
            int? batchSize = null,
            Data? sampleWeight = null,
            IReadOnlyList<Callback>? callbacks = null,
            Verbosity verbose = Verbosity.ProgressBar,
            int? steps = null,
            CancellationToken cancellationToken = default) =>
            model.EvaluateAsync(x, Data.FromRows(y), batchSize, sampleWeight, callbacks, verbose, steps, cancellationToken);

        /// <inheritdoc cref="Model.TrainOnBatch(Data, Data, Data, Dictionary{int, float})"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        [OverloadResolutionPriority(-1)]
        public Evaluation TrainOnBatch<TX, TY>(
            IEnumerable<TX> x,
            IEnumerable<TY> y,
            Data? sampleWeight = null,
            Dictionary<int, float>? classWeight = null) =>
            model.TrainOnBatch(Data.FromRows(x), Data.FromRows(y), sampleWeight, classWeight);

        /// <inheritdoc cref="Model.TrainOnBatch(Data, Data, Data, Dictionary{int, float})"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public Evaluation TrainOnBatch<TX>(
            IEnumerable<TX> x,
            Data y,
            Data? sampleWeight = null,
            Dictionary<int, float>? classWeight = null) =>
            model.TrainOnBatch(Data.FromRows(x), y, sampleWeight, classWeight);

        /// <inheritdoc cref="Model.TrainOnBatch(Data, Data, Data, Dictionary{int, float})"/>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        public Evaluation TrainOnBatch<TY>(
            Data x,
            IEnumerable<TY> y,
            Data? sampleWeight = null,
            Dictionary<int, float>? classWeight = null) =>
            model.TrainOnBatch(x, Data.FromRows(y), sampleWeight, classWeight);

        /// <inheritdoc cref="Model.TestOnBatch(Data, Data, Data)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        [OverloadResolutionPriority(-1)]
        public Evaluation TestOnBatch<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, Data? sampleWeight = null) =>
            model.TestOnBatch(Data.FromRows(x), Data.FromRows(y), sampleWeight);

        /// <inheritdoc cref="Model.TestOnBatch(Data, Data, Data)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public Evaluation TestOnBatch<TX>(IEnumerable<TX> x, Data y, Data? sampleWeight = null) =>
            model.TestOnBatch(Data.FromRows(x), y, sampleWeight);

        /// <inheritdoc cref="Model.TestOnBatch(Data, Data, Data)"/>
        /// <typeparam name="TY">The type of a row of the targets: <c>int</c>, say.</typeparam>
        public Evaluation TestOnBatch<TY>(Data x, IEnumerable<TY> y, Data? sampleWeight = null) =>
            model.TestOnBatch(x, Data.FromRows(y), sampleWeight);

        /// <inheritdoc cref="Model.Predict(Data, int?, IReadOnlyList{Callback}, int?, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public Tensor Predict<TX>(
            IEnumerable<TX> x,
            int? batchSize = null,
            IReadOnlyList<Callback>? callbacks = null,
            int? steps = null,
            CancellationToken cancellationToken = default) =>
            model.Predict(Data.FromRows(x), batchSize, callbacks, steps, cancellationToken);

        /// <inheritdoc cref="Model.PredictAsync(Data, int?, IReadOnlyList{Callback}, int?, CancellationToken)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public Task<Tensor> PredictAsync<TX>(
            IEnumerable<TX> x,
            int? batchSize = null,
            IReadOnlyList<Callback>? callbacks = null,
            int? steps = null,
            CancellationToken cancellationToken = default) =>
            model.PredictAsync(Data.FromRows(x), batchSize, callbacks, steps, cancellationToken);

        /// <inheritdoc cref="Model.PredictOnBatch(Data)"/>
        /// <typeparam name="TX">The type of a row of the inputs: <c>float[]</c>, say.</typeparam>
        public Tensor PredictOnBatch<TX>(IEnumerable<TX> x) =>
            model.PredictOnBatch(Data.FromRows(x));
    }
}
