"""The service network of the social security card, simulated (社会保障卡服务网络仿真). Times are minutes."""
