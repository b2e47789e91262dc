using Keras.Applications;

namespace Keras.Tests.Applications;

/// <summary>The architectures and variants of the fixtures, by name.</summary>
internal static class ApplicationModels
{
    /// <summary>The architectures with the arguments that only some have.</summary>
    public static readonly IReadOnlyDictionary<string, Func<ModelKind, Model>> All = new Dictionary<string, Func<ModelKind, Model>>
    {
        ["VGG16"] = k => VGG16.Create(Plain(k)),
        ["VGG19"] = k => VGG19.Create(Plain(k)),
        ["ResNet50"] = k => ResNet50.Create(Plain(k)),
        ["ResNet101"] = k => ResNet101.Create(Plain(k)),
        ["ResNet152"] = k => ResNet152.Create(Plain(k)),
        ["ResNet50V2"] = k => ResNet50V2.Create(Plain(k)),
        ["ResNet101V2"] = k => ResNet101V2.Create(Plain(k)),
        ["ResNet152V2"] = k => ResNet152V2.Create(Plain(k)),
        ["InceptionV3"] = k => InceptionV3.Create(Plain(k)),
        ["InceptionResNetV2"] = k => InceptionResNetV2.Create(Plain(k)),
        ["Xception"] = k => Xception.Create(Plain(k)),
        ["MobileNet"] = k => MobileNet.Create(Mobile(k, 1, 1, 1e-3)),
        ["MobileNet alpha"] = k => MobileNet.Create(Mobile(k, 0.25, 2, 0.1)),
        ["MobileNetV2"] = k => MobileNetV2.Create(Mobile2(k, 1)),
        ["MobileNetV2 alpha"] = k => MobileNetV2.Create(Mobile2(k, 0.35)),
        ["MobileNetV2 wide"] = k => MobileNetV2.Create(Mobile2(k, 1.4)),
        ["DenseNet121"] = k => DenseNet121.Create(Plain(k)),
        ["DenseNet169"] = k => DenseNet169.Create(Plain(k)),
        ["DenseNet201"] = k => DenseNet201.Create(Plain(k)),
        ["NASNetMobile"] = k => NASNetMobile.Create(Plain(k)),
        ["NASNetLarge"] = k => NASNetLarge.Create(Plain(k)),
        ["MobileNetV3Small"] = k => MobileNetV3Small.Create(Mobile3(k, 1)),
        ["MobileNetV3Large"] = k => MobileNetV3Large.Create(Mobile3(k, 1)),
        ["MobileNetV3Small minimalistic"] = k => MobileNetV3Small.Create(Mobile3(k, 0.75, minimalistic: true, preprocessing: false)),
        ["MobileNetV3Large wide"] = k => MobileNetV3Large.Create(Mobile3(k, 1.25, dropoutRate: 0)),
        ["EfficientNetB0"] = k => EfficientNetB0.Create(Plain(k)),
        ["EfficientNetB1"] = k => EfficientNetB1.Create(Plain(k)),
        ["EfficientNetB2"] = k => EfficientNetB2.Create(Plain(k)),
        ["EfficientNetB3"] = k => EfficientNetB3.Create(Plain(k)),
        ["EfficientNetB4"] = k => EfficientNetB4.Create(Plain(k)),
        ["EfficientNetB5"] = k => EfficientNetB5.Create(Plain(k)),
        ["EfficientNetB6"] = k => EfficientNetB6.Create(Plain(k)),
        ["EfficientNetB7"] = k => EfficientNetB7.Create(Plain(k)),
        ["EfficientNetV2B0"] = k => EfficientNetV2B0.Create(Scaling(k)),
        ["EfficientNetV2B1"] = k => EfficientNetV2B1.Create(Scaling(k)),
        ["EfficientNetV2B2"] = k => EfficientNetV2B2.Create(Scaling(k)),
        ["EfficientNetV2B3"] = k => EfficientNetV2B3.Create(Scaling(k)),
        ["EfficientNetV2S"] = k => EfficientNetV2S.Create(Scaling(k)),
        ["EfficientNetV2M"] = k => EfficientNetV2M.Create(Scaling(k)),
        ["EfficientNetV2L"] = k => EfficientNetV2L.Create(Scaling(k)),
        ["EfficientNetV2B0 bare"] = k => EfficientNetV2B0.Create(Scaling(k, false)),
        ["ConvNeXtTiny"] = k => ConvNeXtTiny.Create(Scaling(k)),
        ["ConvNeXtSmall"] = k => ConvNeXtSmall.Create(Scaling(k)),
        ["ConvNeXtBase"] = k => ConvNeXtBase.Create(Scaling(k)),
        ["ConvNeXtLarge"] = k => ConvNeXtLarge.Create(Scaling(k)),
        ["ConvNeXtXLarge"] = k => ConvNeXtXLarge.Create(Scaling(k)),
        ["ConvNeXtTiny bare"] = k => ConvNeXtTiny.Create(Scaling(k, false)),
    };

    private static ApplicationOptions Plain(ModelKind k) => new()
    {
        Weights = null,
        IncludeTop = k.IncludeTop,
        Pooling = k.Pooling,
        InputShape = k.InputShape,
        Classes = k.Classes,
        ClassifierActivation = k.Activation,
    };

    private static MobileNetOptions Mobile(ModelKind k, double alpha, int depthMultiplier, double dropoutRate) => new()
    {
        Weights = null,
        IncludeTop = k.IncludeTop,
        Pooling = k.Pooling,
        InputShape = k.InputShape,
        Classes = k.Classes,
        ClassifierActivation = k.Activation,
        Alpha = alpha,
        DepthMultiplier = depthMultiplier,
        DropoutRate = dropoutRate,
    };

    private static MobileNetV2Options Mobile2(ModelKind k, double alpha) => new()
    {
        Weights = null,
        IncludeTop = k.IncludeTop,
        Pooling = k.Pooling,
        InputShape = k.InputShape,
        Classes = k.Classes,
        ClassifierActivation = k.Activation,
        Alpha = alpha,
    };

    private static MobileNetV3Options Mobile3(
        ModelKind k, double alpha, bool minimalistic = false, bool preprocessing = true, double dropoutRate = 0.2)
    {
        return new()
        {
            Weights = null,
            IncludeTop = k.IncludeTop,
            Pooling = k.Pooling,
            InputShape = k.InputShape,
            Classes = k.Classes,
            ClassifierActivation = k.Activation,
            Alpha = alpha,
            Minimalistic = minimalistic,
            IncludePreprocessing = preprocessing,
            DropoutRate = dropoutRate,
        };
    }

    private static PreprocessingOptions Scaling(ModelKind k, bool preprocessing = true) => new()
    {
        Weights = null,
        IncludeTop = k.IncludeTop,
        Pooling = k.Pooling,
        InputShape = k.InputShape,
        Classes = k.Classes,
        ClassifierActivation = k.Activation,
        IncludePreprocessing = preprocessing,
    };
}
