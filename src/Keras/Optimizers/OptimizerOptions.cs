namespace Keras.Optimizers;

/// <summary>The arguments that all optimizers share, as Keras writes them.</summary>
internal static class OptimizerOptions
{
    public static void Write(Optimizer optimizer, Config config) => config
        .Set("name", optimizer.Name)
        .Set("learning_rate", (double)(float)optimizer.LearningRate)
        .Set("weight_decay", optimizer.WeightDecay)
        .Set("clipnorm", optimizer.ClipNorm)
        .Set("global_clipnorm", optimizer.GlobalClipNorm)
        .Set("clipvalue", optimizer.ClipValue)
        .Set("use_ema", optimizer.UseEma)
        .Set("ema_momentum", optimizer.EmaMomentum)
        .Set("ema_overwrite_frequency", optimizer.EmaOverwriteFrequency)
        .Set("loss_scale_factor", optimizer.LossScaleFactor)
        .Set("gradient_accumulation_steps", optimizer.GradientAccumulationSteps);
}
