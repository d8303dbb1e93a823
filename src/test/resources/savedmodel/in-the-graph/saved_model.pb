ºthe graph itself:¥
…"‚
_tf_keras_sequentialé{"class_name": "Sequential", "config": {"name": "sequential", "layers": [{"class_name": "Dense", "config": {"name": "dense", "units": 4, "activation": "relu", "use_bias": true, "batch_input_shape": {"class_name": "__tuple__", "items": [null, 6]}}}, {"class_name": "Dense", "config": {"name": "dense_1", "units": 2, "activation": "softmax", "use_bias": true}}]}}
"{"class_name": "Dense"}