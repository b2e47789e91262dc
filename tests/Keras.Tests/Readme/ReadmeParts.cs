#nullable enable
using Keras;
using Keras.Layers;
using Keras.Optimizers;
using TensorFlow;
using Losses = Keras.Losses;

namespace UsersProgram;

// <Custom layers, losses and other parts>
public sealed class Scale(float by) : Layer
{
    protected override Symbol Call(Symbol x, CallContext context) => x * by;
}

public sealed class Linear(int units) : Layer
{
    private Weight kernel = null!, bias = null!;
    public Regularizer? KernelRegularizer { get; init; }
    protected override void Build(Shape input)
    {
        kernel = AddWeight("kernel", [input[^1], units], Initializers.GlorotUniform, KernelRegularizer);
        bias = AddWeight("bias", [units], Initializers.Zeros);
    }
    protected override Symbol Call(Symbol x, CallContext context) => x.MatMul(kernel) + bias;
}
// </Custom layers, losses and other parts>

// <Custom training steps>
public sealed class Gan(Model generator, Model discriminator, int latent) : Model
{
    private readonly SeedGenerator random = new();
    private readonly Adam discriminatorOptimizer = new(0.0002), generatorOptimizer = new(0.0002);
    private readonly Loss bce = new Losses.BinaryCrossentropy(fromLogits: true);
    protected override void TrainStep(StepBatch batch, StepContext step)
    {
        Symbol fake = discriminator.Apply(generator.Apply(random.Next().Normal([batch.Size, latent]), step.Call), step.Call);
        Symbol real = discriminator.Apply(batch.X[0], step.Call);
        Symbol discriminatorLoss = bce.Apply(Ops.OnesLike(real), real) + bce.Apply(Ops.ZerosLike(fake), fake);
        discriminatorOptimizer.Minimize(discriminatorLoss, discriminator.TrainableWeights);

        Symbol judged = discriminator.Apply(generator.Apply(random.Next().Normal([batch.Size, latent]), step.Call), step.Call);
        Symbol generatorLoss = bce.Apply(Ops.OnesLike(judged), judged);      // reads the updated discriminator
        generatorOptimizer.Minimize(generatorLoss, generator.TrainableWeights);
        step.Log("d_loss", discriminatorLoss);
        step.Log("g_loss", generatorLoss);
    }
}
// </Custom training steps>
