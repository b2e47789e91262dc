using Keras.Losses;
using Keras.Optimizers;
using TensorFlow;

namespace Keras.Tests.Training.OwnSteps;

/// <summary>A GAN as in Keras's guide: two optimizers, the generator's step reads the updated discriminator. The noise comes with the
/// samples.</summary>
internal class Gan(Model generator, Model discriminator, int features, int latent) : Model
{
    private readonly Adam discriminatorOptimizer = new(0.003), generatorOptimizer = new(0.002);
    private readonly Loss bce = new BinaryCrossentropy(fromLogits: true);

    public Model Generator => generator;

    public Model Discriminator => discriminator;

    protected override void TrainStep(StepBatch batch, StepContext step)
    {
        Symbol x = batch.X[0];
        Symbol real = Images(x[.., ..features]), noise = x[.., features..(features + latent)], again =
            x[.., (features + latent)..(features + (2 * latent))];
        Symbol fake = Discriminate(generator.Apply(noise, step.Call), step);
        Symbol discriminatorLoss = bce.Apply(Ops.OnesLike(fake), Discriminate(real, step)) + bce.Apply(Ops.ZerosLike(fake), fake);
        discriminatorOptimizer.Minimize(discriminatorLoss, discriminator.TrainableWeights);

        Symbol judged = Discriminate(generator.Apply(again, step.Call), step);
        Symbol generatorLoss = bce.Apply(Ops.OnesLike(judged), judged);
        generatorOptimizer.Minimize(generatorLoss, generator.TrainableWeights);
        step.Log("d_loss", discriminatorLoss);
        step.Log("g_loss", generatorLoss);
    }

    protected virtual Symbol Images(Symbol x) => x;

    private Symbol Discriminate(Symbol x, StepContext step) => discriminator.Apply(x, step.Call);
}

/// <summary>The same with convolutions.</summary>
internal sealed class ConvolutionalGan(Model generator, Model discriminator) : Gan(generator, discriminator, 16, 3)
{
    protected override Symbol Images(Symbol x) => x.Reshape([-1, 4, 4, 1]);
}

/// <summary>WGAN-GP (Gulrajani et al., 2017): the gradient of a gradient.</summary>
internal sealed class WassersteinGan(Model generator, Model critic) : Model
{
    private readonly RMSprop criticOptimizer = new(0.001);
    private readonly Adam generatorOptimizer = new(0.002, beta1: 0.5);

    protected override void TrainStep(StepBatch batch, StepContext step)
    {
        Symbol x = batch.X[0];
        Symbol real = x[.., ..6], share = Ops.Sigmoid(x[.., 12..13]);
        Symbol fake = generator.Apply(x[.., 6..9], step.Call);
        Symbol mixed = real + (share * (fake - real));
        Symbol slope = Gradients.Of(critic.Apply(mixed, step.Call), mixed)[0]!.Value;
        Symbol penalty = Ops.Mean(Ops.Square(Ops.Sqrt(Ops.Sum(Ops.Square(slope), axis: 1)) - 1f));
        Symbol criticLoss = Ops.Mean(critic.Apply(fake, step.Call)) - Ops.Mean(critic.Apply(real, step.Call)) + (10f * penalty);
        criticOptimizer.Minimize(criticLoss, critic.TrainableWeights);

        Symbol generatorLoss = -Ops.Mean(critic.Apply(generator.Apply(x[.., 9..12], step.Call), step.Call));
        generatorOptimizer.Minimize(generatorLoss, generator.TrainableWeights);
        step.Log("c_loss", criticLoss);
        step.Log("g_loss", generatorLoss);
        step.Log("penalty", penalty);
    }
}

/// <summary>A variational autoencoder (Kingma and Welling, 2014), with a step of evaluation of its own.</summary>
internal sealed class Vae(Model encoder, Model decoder) : Model
{
    protected override void TrainStep(StepBatch batch, StepContext step) =>
        Optimizer.Minimize(LossesOf(batch, step), [.. encoder.TrainableWeights, .. decoder.TrainableWeights]);

    protected override void TestStep(StepBatch batch, StepContext step) => LossesOf(batch, step);

    private Symbol LossesOf(StepBatch batch, StepContext step)
    {
        Symbol image = Ops.Sigmoid(batch.X[0][.., ..8]), noise = batch.X[0][.., 8..10];
        Symbol code = encoder.Apply(image, step.Call);
        Symbol mean = code[.., ..2], logVariance = code[.., 2..];
        Symbol decoded = decoder.Apply(mean + (Ops.Exp(0.5f * logVariance) * noise), step.Call);
        Symbol reconstruction = Ops.Mean(Ops.Sum(Ops.BinaryCrossentropy(image, decoded), axis: 1));
        Symbol kl = Ops.Mean(Ops.Sum(-0.5f * (1f + logVariance - Ops.Square(mean) - Ops.Exp(logVariance)), axis: 1));
        Symbol total = reconstruction + kl;
        step.Log("loss", total);
        step.Log("reconstruction_loss", reconstruction);
        step.Log("kl_loss", kl);
        return total;
    }
}

/// <summary>Knowledge distillation (Hinton et al., 2015) as in Keras's example: the loss is replaced, not the step.</summary>
internal sealed class Distiller(Model teacher, Model student) : Model
{
    private readonly Loss hard = new SparseCategoricalCrossentropy(fromLogits: true), soft = new KLDivergence();

    protected override Symbol Call(Symbol x, CallContext context) => student.Apply(x, context);

    protected override Symbol ComputeLoss(StepBatch batch, IReadOnlyList<Symbol> yPred, StepContext step)
    {
        Symbol taught = teacher.Apply(batch.X[0], new CallContext());
        Symbol softened = soft.Apply(Ops.Softmax(taught / 3f), Ops.Softmax(yPred[0] / 3f)) * 9f;
        return (0.1f * hard.Apply(batch.Y[0], yPred[0])) + (0.9f * softened);
    }
}

/// <summary>A contrastive loss (NT-Xent: Chen et al., 2020) over two views of each sample.</summary>
internal sealed class Contrastive(Model encoder) : Model
{
    protected override void TrainStep(StepBatch batch, StepContext step)
    {
        Symbol a = View(batch.X[0][.., ..6], step), b = View(batch.X[0][.., 6..], step);
        Symbol similar = Ops.MatMul(a, Ops.Transpose(b)) / 0.2f, labels = Ops.Arange(batch.Size);
        Symbol loss = 0.5f * (Ops.Mean(Ops.SparseCategoricalCrossentropy(labels, similar, fromLogits: true))
            + Ops.Mean(Ops.SparseCategoricalCrossentropy(labels, Ops.Transpose(similar), fromLogits: true)));
        Optimizer.Minimize(loss, encoder.TrainableWeights);
        step.Log("loss", loss);
    }

    private Symbol View(Symbol x, StepContext step)
    {
        Symbol code = encoder.Apply(x, step.Call);
        return code / Ops.Sqrt(Ops.Sum(Ops.Square(code), axis: 1, keepDims: true));
    }
}
